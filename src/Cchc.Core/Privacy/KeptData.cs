namespace Cchc.Core.Privacy;

/// <summary>What a module keeps of people, as the page on personal data says it. In Vietnamese.</summary>
/// <param name="Module">Name of the module: a request says by it what it is about.</param>
/// <param name="Name">Of whom, e.g. "Người gửi ý kiến".</param>
/// <param name="What">What is kept.</param>
/// <param name="Why">For what.</param>
/// <param name="HowLong">Until when.</param>
/// <param name="OwnUrl">Where a person sees, corrects and deletes the own data at once.</param>
public sealed record KeptData(string Module, string Name, string What, string Why, string HowLong, string OwnUrl, string OwnText);

/// <summary>All that modules tell.</summary>
public static class KeptDataOfAll
{
    public static async Task<IReadOnlyList<KeptData>> TellAllAsync(this IEnumerable<IKeptData> modules, CancellationToken ct)
    {
        var told = new List<KeptData>();
        foreach (var module in modules) told.Add(await module.TellAsync(ct));
        return told;
    }
}

/// <summary>A module that keeps personal data of citizens says so by this.</summary>
public interface IKeptData
{
    Task<KeptData> TellAsync(CancellationToken ct);
}
