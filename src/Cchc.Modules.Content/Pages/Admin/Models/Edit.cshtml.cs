using System.ComponentModel.DataAnnotations;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Models;

/// <summary>One line of the table of figures; a line without a name is left out when nothing else stands in it.</summary>
public sealed class ResultInput
{
    [StringLength(200, ErrorMessage = "Tên chỉ tiêu dài hơn 200 ký tự.")]
    public string Label { get; set; } = "";
    [StringLength(50, ErrorMessage = "Đơn vị tính dài hơn 50 ký tự.")]
    public string Measure { get; set; } = "";
    /// <summary>As written, so that a slip comes back as it was.</summary>
    [StringLength(30, ErrorMessage = "Số quá dài.")]
    public string Before { get; set; } = "";
    [StringLength(30, ErrorMessage = "Số quá dài.")]
    public string After { get; set; } = "";
    [StringLength(300, ErrorMessage = "Nguồn số liệu dài hơn 300 ký tự.")]
    public string Source { get; set; } = "";

    public bool IsEmpty => new[] { Label, Measure, Before, After, Source }.All(string.IsNullOrWhiteSpace);
}

/// <summary>The model's own fields.</summary>
public sealed class ModelInput
{
    [EnumDataType(typeof(ModelKind), ErrorMessage = "Không có loại này.")]
    public ModelKind Kind { get; set; }
    [EnumDataType(typeof(ModelStage), ErrorMessage = "Không có tình trạng này.")]
    public ModelStage Stage { get; set; }
    [StringLength(4, ErrorMessage = "Năm gồm bốn chữ số, ví dụ 2026.")]
    public string Year { get; set; } = "";
    [StringLength(1000, ErrorMessage = "Vấn đề dài hơn 1.000 ký tự. Phần còn lại viết ở Nội dung.")]
    public string Problem { get; set; } = "";
    [StringLength(1000, ErrorMessage = "Tóm tắt dài hơn 1.000 ký tự. Phần còn lại viết ở Nội dung.")]
    public string Summary { get; set; } = "";
    [StringLength(500, ErrorMessage = "Tên tác giả dài hơn 500 ký tự.")]
    public string Authors { get; set; } = "";
    [StringLength(300, ErrorMessage = "Nơi thực hiện dài hơn 300 ký tự.")]
    public string Place { get; set; } = "";
    [StringLength(300, ErrorMessage = "Liên hệ dài hơn 300 ký tự.")]
    public string Contact { get; set; } = "";
    [StringLength(300, ErrorMessage = "Quyết định công nhận dài hơn 300 ký tự.")]
    public string Decision { get; set; } = "";
    [StringLength(500, ErrorMessage = "Ghi chú về nguồn dài hơn 500 ký tự.")]
    public string SourceNote { get; set; } = "";
    /// <summary>Address or title of the model that is taken over.</summary>
    [StringLength(400, ErrorMessage = "Mô hình được nhân rộng: dài hơn 400 ký tự.")]
    public string Origin { get; set; } = "";
    public DateOnly? ReplicatedOn { get; set; }
    [MaxLength(20, ErrorMessage = "Nhiều nhất 20 kết quả.")]
    public List<ResultInput> Results { get; set; } = [];
}

/// <summary>Nominates a model, or records that the own unit has taken one over.</summary>
[Authorize("newsroom.enter")]
public sealed class EditModel(EditorialDesk desk) : ContentEditPage(desk, desk.Type(ReformModelType.TypeName))
{
    /// <summary>Empty lines offered below the figures, so that they can be added without a script.</summary>
    private const int EmptyLines = 2;
    private const int Suggestions = 100;
    private const int EarliestYear = 1990;

    [BindProperty] public ModelInput Own { get; set; } = new();
    /// <summary>Content item id of a model that the person's unit has taken over: the form begins with it.</summary>
    [FromQuery(Name = "nhan-rong")] public string? TakeOver { get; set; }
    /// <summary>Models that can be taken over, newest first.</summary>
    public IReadOnlyList<(string Slug, string Title)> Origins { get; private set; } = [];

    protected override async Task PrepareOwnAsync(CancellationToken ct)
    {
        if (IsNew && !CameBack && TakeOver is { Length: 26 } && await Published().FirstOrDefaultAsync(model => model.ContentItemId == TakeOver, ct) is { } origin)
        {
            (Own.Kind, Own.Origin) = (ModelKind.NhanRong, $"/mo-hinh/{origin.Slug}");
            (Input.Title, Input.Section) = ($"Nhân rộng: {origin.Title}", origin.Sections.FirstOrDefault() ?? "");
            if (Input.Title.Length > 300) Input.Title = Input.Title[..300];
        }
        if (Item is ReformModel { OriginId.Length: > 0 } known && Own.Origin.Length == 0 && !CameBack)
            Own.Origin = await Desk.Db.Set<ReformModel>().Where(model => model.ContentItemId == known.OriginId).Select(model => model.Slug).FirstOrDefaultAsync(ct) is { } slug ? $"/mo-hinh/{slug}" : known.OriginId;
        Origins = [.. (await Published().Newest().Take(Suggestions).Select(model => new { model.Slug, model.Title }).ToListAsync(ct)).Select(model => ($"/mo-hinh/{model.Slug}", model.Title))];
        if (!ReadOnly) while (Own.Results.AsEnumerable().Reverse().TakeWhile(result => result.IsEmpty).Count() < EmptyLines) Own.Results.Add(new());
    }

    protected override void ShowOwn(ContentItem item)
    {
        var model = (ReformModel)item;
        Own = new()
        {
            Kind = model.Kind, Stage = model.Stage, Year = $"{model.Year}", Problem = model.Problem, Summary = model.Summary, Authors = model.Authors, Place = model.Place, Contact = model.Contact,
            Decision = model.Decision, SourceNote = model.SourceNote, ReplicatedOn = model.ReplicatedOn,
            Results = model.Results.ConvertAll(result => new ResultInput { Label = result.Label, Measure = result.Measure, Before = Written(result.Before), After = Written(result.After), Source = result.Source }),
        };
    }

    protected override async Task TakeOwnAsync(ContentItem item, CancellationToken ct)
    {
        var model = (ReformModel)item;
        (model.Kind, model.Stage, model.Problem, model.Summary) = (Own.Kind, Own.Stage, Own.Problem.Trim(), Own.Summary.Trim());
        (model.Authors, model.Place, model.Contact, model.SourceNote) = (Own.Authors.Trim(), Own.Place.Trim(), Own.Contact.Trim(), Own.SourceNote.Trim());
        model.Year = TakeYear();
        model.TakeField();
        await TakeDecisionAsync(model, ct);
        await TakeOriginAsync(model, ct);
        var results = new List<MeasuredResult>();
        for (var at = 0; at < Own.Results.Count; at++)
            if (!Own.Results[at].IsEmpty && TakeResult(Own.Results[at], $"Own.Results[{at}]") is { } result) results.Add(result);
        model.Results.Clear();
        model.Results.AddRange(results);
    }

    protected override IEnumerable<string> OwnAdvice(ContentItem item)
    {
        if (item is not ReformModel model) yield break;
        if (model.Results.Count == 0) yield return "Chưa có kết quả đo được bằng số. Có số trước và sau thì nơi khác mới tin mà làm theo.";
        if (model.HasStage && model.Contact.Length == 0) yield return "Chưa ghi liên hệ, nơi muốn học không biết hỏi ai.";
        if (model.Year is null && !model.IsReplication) yield return "Chưa ghi năm bắt đầu.";
    }

    private IQueryable<ReformModel> Published() => Desk.Db.Set<ReformModel>().AsNoTracking().Where(model => model.State == ContentState.Published && model.Kind != ModelKind.NhanRong);

    private int? TakeYear()
    {
        if (string.IsNullOrWhiteSpace(Own.Year)) return null;
        if (int.TryParse(Own.Year, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) && year >= EarliestYear && year <= BusinessTime.Local(Desk.NowUtc).Year) return year;
        ModelState.AddModelError("Own.Year", $"Năm từ {EarliestYear} đến năm nay, ví dụ 2026.");
        return null;
    }

    /// <summary>Keeps the decision as written, and finds it among the documents of this site by its number.</summary>
    private async Task TakeDecisionAsync(ReformModel model, CancellationToken ct)
    {
        var text = Own.Decision.Trim();
        if (text == model.Decision) return;
        (model.Decision, model.DecisionId) = (text, "");
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(',', ';', '.')).Where(word => word.Contains('/', StringComparison.Ordinal)).Prepend(text))
            if (await Desk.DocumentsNamedAsync(word, ct) is [var id])
            {
                model.DecisionId = id;
                if (text.Contains("/van-ban/", StringComparison.Ordinal))
                    model.Decision = await Desk.Db.Set<Document>().Where(document => document.ContentItemId == id).Select(document => (document.Kind + " " + document.Number).Trim()).FirstAsync(ct);
                return;
            }
    }

    private async Task TakeOriginAsync(ReformModel model, CancellationToken ct)
    {
        (var known, model.OriginId, model.ReplicatedOn) = (model.OriginId, "", null);
        if (!model.IsReplication) return;
        model.ReplicatedOn = Own.ReplicatedOn;
        if (Own.ReplicatedOn > DateOnly.FromDateTime(BusinessTime.Local(Desk.NowUtc))) ModelState.AddModelError("Own.ReplicatedOn", "Ngày bắt đầu nhân rộng không thể ở sau hôm nay.");
        var text = Own.Origin.Trim();
        if (text.Length == 0) { ModelState.AddModelError("Own.Origin", "Hãy chọn mô hình mà đơn vị đã nhân rộng."); return; }
        var slug = EditorialDesk.LastPart(text, "/mo-hinh/");
        var found = await Published().Where(origin => origin.ContentItemId == text || origin.Slug == slug || origin.Title == text).Select(origin => new { origin.ContentItemId, origin.UnitId }).Take(2).ToListAsync(ct);
        if (found is not [var only])
        {
            // What was taken over may have been taken away since; the record of it stays.
            if (text == known) model.OriginId = known;
            else ModelState.AddModelError("Own.Origin", found.Count == 0 ? $"Không có mô hình “{text}” đang đăng. Hãy chép địa chỉ trang của mô hình." : $"Có nhiều mô hình tên “{text}”. Hãy chép địa chỉ trang của mô hình.");
            return;
        }
        if (only.UnitId is not null && only.UnitId == model.UnitId) ModelState.AddModelError("Own.Origin", "Đây là mô hình của chính đơn vị này. Nhân rộng là việc của đơn vị khác.");
        model.OriginId = only.ContentItemId;
    }

    /// <summary>Null when something is wrong with the line; the form says what.</summary>
    private MeasuredResult? TakeResult(ResultInput line, string place)
    {
        if (string.IsNullOrWhiteSpace(line.Label)) { ModelState.AddModelError($"{place}.Label", "Hãy ghi tên chỉ tiêu, hoặc xóa cả dòng."); return null; }
        var (before, after) = (NumberOf(line.Before, $"{place}.Before"), NumberOf(line.After, $"{place}.After"));
        if (string.IsNullOrWhiteSpace(line.Before) && string.IsNullOrWhiteSpace(line.After)) ModelState.AddModelError($"{place}.After", $"“{line.Label.Trim()}” chưa có số nào. Không đo thì xóa dòng này.");
        return new() { Label = line.Label.Trim(), Measure = line.Measure.Trim(), Before = before, After = after, Source = line.Source.Trim() };
    }

    private decimal? NumberOf(string text, string place)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (VietnameseNumber.Parse(text) is { } number && Math.Abs(number) < 100_000_000_000_000m) return number;
        ModelState.AddModelError(place, $"“{text}” không phải là số. Viết ví dụ 1.250 hoặc 12,5; đơn vị tính ghi ở ô bên cạnh.");
        return null;
    }

    private static string Written(decimal? value) => value is { } number ? VietnameseNumber.Format(number) : "";
}
