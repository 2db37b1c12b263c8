using System.Globalization;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Content.Models;

/// <summary>What is told: a model, an initiative, people or teams to follow, or that another unit took a model over.</summary>
public enum ModelKind { MoHinh, SangKien, DienHinh, NhanRong }

/// <summary>How far a model has come (kế hoạch 66/KH-UBND Tiền Giang, II.1.e: "thí điểm", "điển hình tốt").</summary>
public enum ModelStage { ThiDiem, NhanRong, Dung }

/// <summary>
/// A model, initiative or example of reform (mô hình, sáng kiến, điển hình). Its body says what is done. That another unit takes a model
/// over (nhân rộng) is an item of its own with <see cref="OriginId"/>: it is nominated, reviewed and published in the same way.
/// </summary>
public sealed class ReformModel : ContentItem
{
    public ModelKind Kind { get; set; } = ModelKind.MoHinh;
    public ModelStage Stage { get; set; } = ModelStage.ThiDiem;
    /// <summary>The year in which it began; null when nobody has written it.</summary>
    public int? Year { get; set; }
    /// <summary>Vấn đề: what was wrong before.</summary>
    public string Problem { get; set; } = "";
    /// <summary>Giải pháp in a few sentences, for lists and for the sheet of one page.</summary>
    public string Summary { get; set; } = "";
    /// <summary>Who thought of it or is praised, several between semicolons.</summary>
    public string Authors { get; set; } = "";
    public string Place { get; set; } = "";
    public string Contact { get; set; } = "";
    /// <summary>The decision that recognises it, or the document that gives the task, as printed.</summary>
    public string Decision { get; set; } = "";
    /// <summary>Content item id of that document, when it is on this site.</summary>
    public string DecisionId { get; set; } = "";
    /// <summary>What readers must know of the source, e.g. that the figures are an illustration.</summary>
    public string SourceNote { get; set; } = "";
    /// <summary>Content item id of the model that this unit has taken over; "" when it is none's.</summary>
    public string OriginId { get; set; } = "";
    /// <summary>The day from which the unit has done as the other model does.</summary>
    public DateOnly? ReplicatedOn { get; set; }
    /// <summary>Its main chuyên mục: what it is counted under. As a column, because a list in JSON has no index.</summary>
    public string Field { get; private set; } = "";
    public List<MeasuredResult> Results { get; } = [];

    public bool IsReplication => Kind == ModelKind.NhanRong;
    /// <summary>Examples are people: they are not tried out and not stopped.</summary>
    public bool HasStage => Kind is ModelKind.MoHinh or ModelKind.SangKien;
    public IEnumerable<string> AuthorNames => NamesIn(Authors);

    /// <summary>The main chuyên mục decides the field.</summary>
    public void TakeField() => Field = Sections.FirstOrDefault() ?? "";

    public static IEnumerable<string> NamesIn(string authors) =>
        authors.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal);

    public static string KindLabel(ModelKind kind) => kind switch
    {
        ModelKind.MoHinh => "Mô hình",
        ModelKind.SangKien => "Sáng kiến",
        ModelKind.DienHinh => "Gương điển hình",
        _ => "Nhân rộng",
    };

    public static string StageLabel(ModelStage stage) => stage switch
    {
        ModelStage.ThiDiem => "Đang thí điểm",
        ModelStage.NhanRong => "Đang nhân rộng",
        _ => "Đã dừng",
    };
}

/// <summary>One figure that shows what came of it. Blank is not zero: an end that nobody measured is null.</summary>
public sealed class MeasuredResult
{
    public int Id { get; private set; }
    public int ModelId { get; init; }
    /// <summary>What was measured, e.g. "Thời gian chờ trung bình".</summary>
    public required string Label { get; init; }
    /// <summary>In what, e.g. "phút".</summary>
    public string Measure { get; init; } = "";
    public decimal? Before { get; init; }
    public decimal? After { get; init; }
    /// <summary>Who measured it, or where it is written.</summary>
    public string Source { get; init; } = "";
}

public sealed class ReformModelTable() : ContentItemTable<ReformModel>("reform_models")
{
    public override void Configure(EntityTypeBuilder<ReformModel> builder)
    {
        base.Configure(builder);
        builder.Property(model => model.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(model => model.Stage).HasConversion<string>().HasMaxLength(16);
        builder.Property(model => model.Problem).HasMaxLength(1000);
        builder.Property(model => model.Summary).HasMaxLength(1000);
        builder.Property(model => model.Authors).HasMaxLength(500);
        builder.Property(model => model.Place).HasMaxLength(300);
        builder.Property(model => model.Contact).HasMaxLength(300);
        builder.Property(model => model.Decision).HasMaxLength(300);
        builder.Property(model => model.DecisionId).HasMaxLength(26);
        builder.Property(model => model.SourceNote).HasMaxLength(500);
        builder.Property(model => model.OriginId).HasMaxLength(26);
        builder.Property(model => model.Field).HasMaxLength(26);
        builder.Ignore(model => model.IsReplication).Ignore(model => model.HasStage).Ignore(model => model.AuthorNames);
        builder.HasIndex(model => new { model.OriginId, model.State, model.ReplicatedOn });
        builder.HasIndex(model => new { model.Field, model.State, model.PublishedUtc, model.Id });
        builder.HasMany(model => model.Results).WithOne().HasForeignKey(result => result.ModelId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(model => model.Results).AutoInclude(false);
    }
}

public sealed class MeasuredResultTable : IEntityTypeConfiguration<MeasuredResult>
{
    public void Configure(EntityTypeBuilder<MeasuredResult> builder)
    {
        builder.ToTable("model_results");
        builder.Property(result => result.Label).HasMaxLength(200);
        builder.Property(result => result.Measure).HasMaxLength(50);
        builder.Property(result => result.Before).HasPrecision(18, 4);
        builder.Property(result => result.After).HasPrecision(18, 4);
        builder.Property(result => result.Source).HasMaxLength(300);
    }
}

/// <summary>How a model lies in Orchard's JSON, and where it is shown.</summary>
public sealed class ReformModelType : ContentType<ReformModel>
{
    public const string TypeName = "ReformModel";

    /// <summary>Enough to nominate one's own, without writing news.</summary>
    public static readonly Permission Nominate = new("models.nominate", "Đề cử mô hình, sáng kiến, điển hình và ghi nhận nhân rộng");

    public override string Name => TypeName;
    public override string Label => "Mô hình, sáng kiến";
    public override string Path => "mo-hinh";
    public override string AdminPath => "/quan-tri/mo-hinh";
    public override Permission WritePermission => Nominate;

    protected override void Write(ReformModel item, JsonObject json)
    {
        var part = json.Part(Name);
        part.SetText("Kind", item.Kind.ToString()).SetText("Stage", item.Stage.ToString()).SetText("Problem", item.Problem).SetText("Summary", item.Summary)
            .SetText("Authors", item.Authors).SetText("Place", item.Place).SetText("Contact", item.Contact).SetText("Decision", item.Decision).SetText("SourceNote", item.SourceNote)
            .SetDate("ReplicatedOn", item.ReplicatedOn);
        part["Year"] = new JsonObject { ["Value"] = item.Year };
        part["DecisionDocument"] = new JsonObject { ["ContentItemIds"] = item.DecisionId.Length > 0 ? new JsonArray(item.DecisionId) : [] };
        part["Origin"] = new JsonObject { ["ContentItemIds"] = item.OriginId.Length > 0 ? new JsonArray(item.OriginId) : [] };
        part["Results"] = new JsonArray([.. item.Results.Select(result => new JsonObject
        {
            [nameof(MeasuredResult.Label)] = result.Label,
            [nameof(MeasuredResult.Measure)] = result.Measure,
            [nameof(MeasuredResult.Before)] = Number(result.Before),
            [nameof(MeasuredResult.After)] = Number(result.After),
            [nameof(MeasuredResult.Source)] = result.Source,
        })]);
    }

    protected override void Read(JsonObject json, ReformModel item)
    {
        item.Kind = json.EnumField(Name, "Kind", ModelKind.MoHinh);
        item.Stage = json.EnumField(Name, "Stage", ModelStage.ThiDiem);
        item.Problem = json.Text(Name, "Problem");
        item.Summary = json.Text(Name, "Summary");
        item.Authors = json.Text(Name, "Authors");
        item.Place = json.Text(Name, "Place");
        item.Contact = json.Text(Name, "Contact");
        item.Decision = json.Text(Name, "Decision");
        item.SourceNote = json.Text(Name, "SourceNote");
        item.ReplicatedOn = json.DateField(Name, "ReplicatedOn");
        item.Year = ((json[Name] as JsonObject)?["Year"] as JsonObject)?.String("Value") is { Length: > 0 } year
            ? int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{Name}.Year: “{year}” không phải là năm.")
            : null;
        item.DecisionId = json.Strings(Name, "DecisionDocument", "ContentItemIds").FirstOrDefault() ?? "";
        item.OriginId = json.Strings(Name, "Origin", "ContentItemIds").FirstOrDefault() ?? "";
        item.TakeField();
        item.Results.Clear();
        item.Results.AddRange(((json[Name] as JsonObject)?["Results"] as JsonArray ?? []).OfType<JsonObject>().Select(result => new MeasuredResult
        {
            Label = result.String(nameof(MeasuredResult.Label)), Measure = result.String(nameof(MeasuredResult.Measure)), Before = Number(result, nameof(MeasuredResult.Before)), After = Number(result, nameof(MeasuredResult.After)), Source = result.String(nameof(MeasuredResult.Source)),
        }));
    }

    public override IQueryable<ReformModel> WithParts(IQueryable<ReformModel> rows) => rows.Include(model => model.Results);

    public override SearchDocument ToSearch(ContentItem item, SearchDocument shared) => item is not ReformModel model ? shared : shared with
    {
        Summary = model.Summary,
        Kind = ReformModel.KindLabel(model.Kind),
        Body = string.Join('\n', new[] { shared.Body, model.Problem, model.Authors, model.Place, model.Decision }.Concat(model.Results.Select(result => result.Label)).Where(text => text.Length > 0)),
    };

    /// <summary>The page of a model shows who has taken it over.</summary>
    public override IEnumerable<string> CacheTags(ContentItem item) => item is ReformModel { OriginId.Length: > 0 } model ? [Tag.Item(model.OriginId)] : [];

    public override IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        foreach (var problem in base.ProblemsForPublishing(item)) yield return problem;
        if (item is not ReformModel model) yield break;
        if (model.UnitId is null) yield return "Chưa ghi đơn vị.";
        if (model.Sections.Count == 0) yield return "Chưa chọn lĩnh vực ở ô Chuyên mục chính.";
        if (model.HasStage && model.Problem.Length == 0) yield return "Chưa ghi vấn đề cần giải quyết.";
        if (model.HasStage && model.Summary.Length == 0) yield return "Chưa ghi tóm tắt giải pháp.";
        if (model.Kind == ModelKind.DienHinh && model.Authors.Length == 0) yield return "Chưa ghi tên người hoặc tập thể được nêu gương.";
        if (model.IsReplication && model.OriginId.Length == 0) yield return "Chưa ghi mô hình được nhân rộng.";
        if (model.IsReplication && model.ReplicatedOn is null) yield return "Chưa ghi ngày bắt đầu nhân rộng.";
        foreach (var result in model.Results.Where(result => result.Source.Length == 0)) yield return $"Kết quả “{result.Label}” chưa ghi nguồn số liệu.";
    }

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static decimal? Number(JsonObject result, string name) => result.String(name) is not { Length: > 0 } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw new FormatException($"Results.{name}: “{text}” không phải là số dạng 12.5.");
}
