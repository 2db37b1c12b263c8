using System.Globalization;

namespace Cchc.Modules.Contest.Rules;

/// <summary>What the review of an attempt looks at.</summary>
/// <param name="Device">Hash of a mark kept by the browser; "" when there is none.</param>
/// <param name="Wrong">Wrong answers as "version:answer", in order of version.</param>
public sealed record Evidence(long Attempt, long Person, string Device, TimeSpan Used, int Questions, int Right, IReadOnlyList<string> Wrong);

/// <summary>Something that a person should look at, with the evidence in words. Nobody is excluded by it.</summary>
public sealed record Flag(long Attempt, string Kind, string Evidence);

/// <summary>Finds attempts worth a look (quality of people is not computed: offices share addresses and devices).</summary>
public static class Suspicion
{
    public const string TooFast = "qua-nhanh", ManyOnDevice = "nhieu-nguoi-mot-may", SameMistakes = "cung-cau-sai";
    /// <summary>Reading a question and four answers takes longer.</summary>
    public static readonly TimeSpan FastestPerQuestion = TimeSpan.FromSeconds(2);
    /// <summary>So many people on one device are a family and a neighbour.</summary>
    public const int PeopleOnDevice = 5;
    /// <summary>Fewer equal mistakes come by chance.</summary>
    public const int EqualMistakes = 4;

    public static IReadOnlyList<Flag> Find(IReadOnlyList<Evidence> attempts)
    {
        var flags = new List<Flag>();
        foreach (var one in attempts.Where(one => one.Questions > 0 && one.Right * 2 >= one.Questions && one.Used < FastestPerQuestion * one.Questions))
            flags.Add(new(one.Attempt, TooFast, string.Create(CultureInfo.InvariantCulture, $"{one.Questions} câu trong {one.Used.TotalSeconds:0} giây, đúng {one.Right} câu.")));
        foreach (var device in attempts.Where(one => one.Device.Length > 0).GroupBy(one => one.Device))
            if (device.Select(one => one.Person).Distinct().Count() is var people && people >= PeopleOnDevice)
                flags.AddRange(device.Select(one => new Flag(one.Attempt, ManyOnDevice, $"{people} người dự thi trên cùng một máy.")));
        foreach (var same in attempts.Where(one => one.Wrong.Count >= EqualMistakes).GroupBy(one => string.Join('|', one.Wrong), StringComparer.Ordinal))
            if (same.Select(one => one.Person).Distinct().Count() is var people && people > 1)
                flags.AddRange(same.Select(one => new Flag(one.Attempt, SameMistakes, $"{people} người sai đúng {one.Wrong.Count} câu giống nhau với cùng câu trả lời.")));
        return flags;
    }
}
