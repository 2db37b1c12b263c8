using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>One index: what it is, and the criteria of its next edition.</summary>
[Authorize("indexes.manage")]
public sealed class KindModel(ContentStore store, ContentWorkflow flow, SiteModules modules) : ItemPage<IndexKind>(store, flow, modules.ContentType("IndexKind")!)
{
    public sealed class KindInput
    {
        public string? Slug { get; set; }
        public string? ShortName { get; set; }
        public string? Publisher { get; set; }
        public string? Unit { get; set; }
        public string? From { get; set; }
        public string? To { get; set; }
        public int Decimals { get; set; } = 2;
        public IndexOrdering Ordering { get; set; }
        public string? Breaks { get; set; }
        public bool IsIllustration { get; set; }
        public string? Criteria { get; set; }
    }

    [BindProperty] public KindInput Input { get; set; } = new();

    protected override void Show(IndexKind item) => Input = new()
    {
        Slug = item.Slug, ShortName = item.ShortName, Publisher = item.Publisher, Unit = item.Unit, From = item.ScaleFrom is { } from ? ScoreText.Show(from) : "", To = item.ScaleTo is { } to ? ScoreText.Show(to) : "", Decimals = item.Decimals,
        Ordering = item.Ordering, Breaks = item.Breaks, IsIllustration = item.IsIllustration, Criteria = item.Criteria,
    };

    protected override Task TakeAsync(IndexKind item, CancellationToken ct)
    {
        decimal? Scale(string name, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            if (ScoreText.Number(text) is not { } number) ModelState.AddModelError($"Input.{name}", $"“{text}” không phải số.");
            else return number;
            return null;
        }
        if (string.IsNullOrWhiteSpace(Input.ShortName) || Input.ShortName.Length > 60) ModelState.AddModelError("Input.ShortName", "Hãy ghi tên ngắn, nhiều nhất 60 ký tự.");
        if (Input.Publisher?.Length > 300) ModelState.AddModelError("Input.Publisher", "Tên cơ quan dài hơn 300 ký tự.");
        if (Input.Unit?.Length > 20) ModelState.AddModelError("Input.Unit", "Đơn vị tính dài hơn 20 ký tự.");
        if (Input.Breaks?.Length > 2000) ModelState.AddModelError("Input.Breaks", "Dài hơn 2000 ký tự.");
        if (Input.Decimals is < 0 or > 6) ModelState.AddModelError("Input.Decimals", "Số chữ số sau dấu phẩy từ 0 đến 6.");
        foreach (var problem in CriteriaText.Read(Input.Criteria ?? "").Problems) ModelState.AddModelError("Input.Criteria", problem);
        item.Slug = string.IsNullOrWhiteSpace(Input.Slug) ? null : Input.Slug.Trim();
        (item.ShortName, item.Publisher, item.Unit) = (Input.ShortName?.Trim() ?? "", Input.Publisher?.Trim() ?? "", string.IsNullOrWhiteSpace(Input.Unit) ? "điểm" : Input.Unit.Trim());
        (item.ScaleFrom, item.ScaleTo) = (Scale("From", Input.From), Scale("To", Input.To));
        if (item.ScaleFrom >= item.ScaleTo) ModelState.AddModelError("Input.To", "Mức cao nhất phải lớn hơn mức thấp nhất.");
        (item.Decimals, item.Ordering, item.Breaks, item.IsIllustration, item.Criteria) = (Input.Decimals, Input.Ordering, Input.Breaks ?? "", Input.IsIllustration, Input.Criteria ?? "");
        return Task.CompletedTask;
    }
}
