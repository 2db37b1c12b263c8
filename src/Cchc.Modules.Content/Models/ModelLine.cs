using System.Linq.Expressions;
using Cchc.Core.Text;

namespace Cchc.Modules.Content.Models;

/// <summary>A figure before and after, as it is shown.</summary>
public sealed record Measured(string Label, string Measure, decimal? Before, decimal? After, string Source)
{
    /// <summary>"25", or "không đo": blank is not zero.</summary>
    public static string Shown(decimal? value) => value is { } number ? VietnameseNumber.Format(number) : "không đo";

    /// <summary>"giảm 10 phút", "không đổi"; "" when an end is missing. Whether that is good the reader knows.</summary>
    public string Change => (Before, After) switch
    {
        ({ } before, { } after) when before == after => "không đổi",
        ({ } before, { } after) => $"{(after > before ? "tăng" : "giảm")} {VietnameseNumber.Format(Math.Abs(after - before))} {Measure}".TrimEnd(),
        _ => "",
    };

    /// <summary>"25 → 15", or the one end that was measured.</summary>
    public string Short => Before is null ? Shown(After) : $"{Shown(Before)} → {Shown(After)}";

    public static readonly Expression<Func<MeasuredResult, Measured>> FromResult = result => new Measured(result.Label, result.Measure, result.Before, result.After, result.Source);
}

/// <summary>What a list shows of a model.</summary>
/// <param name="First">Its first figure, or null.</param>
/// <param name="Field">Content item id of its main chuyên mục.</param>
public sealed record ModelLine(int Id, string ContentItemId, string Slug, string Title, ModelKind Kind, ModelStage Stage, int? Year, int? UnitId, string Field, string Summary, string Authors,
    DateOnly? ReplicatedOn, DateTime PublishedUtc, Measured? First)
{
    public string Url => $"/mo-hinh/{Slug}";
    public bool HasStage => Kind is ModelKind.MoHinh or ModelKind.SangKien;
    /// <summary>How many units have taken it over; filled in by lists that show it.</summary>
    public int Replications { get; init; }

    /// <summary>Reads only these columns: lists never load a body.</summary>
    public static readonly Expression<Func<ReformModel, ModelLine>> FromModel = model => new ModelLine(model.Id, model.ContentItemId, model.Slug!, model.Title, model.Kind, model.Stage, model.Year,
        model.UnitId, model.Field, model.Summary, model.Authors, model.ReplicatedOn, model.PublishedUtc!.Value,
        model.Results.OrderBy(result => result.Id).Select(result => new Measured(result.Label, result.Measure, result.Before, result.After, result.Source)).FirstOrDefault());
}
