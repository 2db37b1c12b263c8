using System.Globalization;
using System.Text;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Rules;

namespace Cchc.Modules.Indexes;

/// <summary>Results as readers read them.</summary>
public static class IndexWords
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>With as many decimals as the index shows; downloads have all.</summary>
    public static string Number(decimal value, IndexKind kind) => value.ToString($"N{Math.Clamp(kind.Decimals, 0, 4)}", Culture);

    /// <summary>The same without a string of its own, for tables of ten thousands.</summary>
    public static void Append(StringBuilder text, decimal value, IndexKind kind)
    {
        Span<char> digits = stackalloc char[40];
        if (value.TryFormat(digits, out var length, kind.Decimals == 2 ? "N2" : $"N{Math.Clamp(kind.Decimals, 0, 4)}", Culture)) text.Append(digits[..length]);
        else text.Append(Number(value, kind));
    }

    /// <summary>The value, or in words why there is none.</summary>
    public static string Score(Score score, IndexKind kind) => score.Value is { } value ? Number(value, kind) : Ranking.Words(score.State);

    /// <summary>"3/63"; "3" where nobody knows of how many; "" without a rank.</summary>
    public static string Rank(Rank? rank) => rank is null ? "" : rank.Of > 0 ? $"{rank.Place}/{rank.Of}" : VietnameseNumber.Format(rank.Place);
}
