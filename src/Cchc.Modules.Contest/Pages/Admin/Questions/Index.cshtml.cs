using System.Text;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Questions;

/// <summary>The question bank: find, and take away in every form that it can be brought in.</summary>
[Authorize("contest.questions")]
public sealed class IndexModel(SiteDb db, TimeProvider clock) : PageModel
{
    public const int Size = 50;
    public const string Waiting = "cho-tham-dinh", Ready = "da-tham-dinh", Retired = "ngung-dung", Twins = "trung";

    public sealed record Row(int Id, string Code, string Text, string Topic, QuestionKind Kind, Difficulty Difficulty, bool Appraised, bool Retired, int Number);

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "chu-de")] public int? Topic { get; set; }
    [FromQuery(Name = "tinh-trang")] public string? State { get; set; }
    [FromQuery(Name = "trang")] public int Number { get; set; } = 1;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<QuestionTopic> Topics { get; private set; } = [];
    public int Total { get; private set; }
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Topics = [.. (await db.Set<QuestionTopic>().AsNoTracking().ToListAsync(ct)).OrderBy(topic => topic.Name, Vietnamese.Order)];
        var found = Found();
        Total = await found.CountAsync(ct);
        if (Number < 1 || Number > Pages) return NotFound();
        Rows = await found.OrderBy(pair => pair.Question.Code).Skip((Number - 1) * Size).Take(Size)
            .Select(pair => new Row(pair.Question.Id, pair.Question.Code, pair.Version.Text, pair.Topic.Name, pair.Version.Kind, pair.Version.Difficulty, pair.Version.AppraisedUtc != null, pair.Question.Retired, pair.Version.Number)).ToListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetXlsxAsync(CancellationToken ct) => File(Spreadsheet.Write(new Sheet("Câu hỏi", TableFormat.Columns, (await DraftsAsync("Excel", ct)).Select(TableFormat.Row))), Spreadsheet.MediaType, "cau-hoi.xlsx");
    public async Task<IActionResult> OnGetGiftAsync(CancellationToken ct) => Text(GiftFormat.Write(await DraftsAsync("GIFT", ct)), "text/plain", "cau-hoi.gift");
    public async Task<IActionResult> OnGetAikenAsync(CancellationToken ct) => Text(AikenFormat.Write(await DraftsAsync("Aiken", ct)), "text/plain", "cau-hoi-aiken.txt");
    public async Task<IActionResult> OnGetXmlAsync(CancellationToken ct) => Text(MoodleXmlFormat.Write(await DraftsAsync("Moodle XML", ct)), "application/xml", "cau-hoi.xml");
    public IActionResult OnGetTemplate() => File(Spreadsheet.Write(TableFormat.Template()), Spreadsheet.MediaType, "mau-cau-hoi.xlsx");

    public string UrlWith(string? handler, int? page = null) => QueryHelpers.AddQueryString("/quan-tri/cau-hoi", new Dictionary<string, string?>
    {
        ["q"] = Q, ["chu-de"] = Topic?.ToString(System.Globalization.CultureInfo.InvariantCulture), ["tinh-trang"] = State, ["handler"] = handler, ["trang"] = page?.ToString(System.Globalization.CultureInfo.InvariantCulture),
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>With properties, not a constructor: the database is asked for them by name.</summary>
    private sealed class Pair
    {
        public required Question Question { get; init; }
        public required QuestionVersion Version { get; init; }
        public required QuestionTopic Topic { get; init; }
    }

    private IQueryable<Pair> Found()
    {
        var key = Vietnamese.Fold(Q?.Trim());
        var all = from question in db.Set<Question>().AsNoTracking()
                  join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number }
                  join topic in db.Set<QuestionTopic>() on question.TopicId equals topic.Id
                  select new Pair { Question = question, Version = version, Topic = topic };
        if (key.Length > 0) all = all.Where(pair => pair.Question.SearchKey.Contains(key));
        if (Topic is { } wanted)
        {
            var below = RoundDesk.Below(Topics.Count > 0 ? Topics : [.. db.Set<QuestionTopic>().AsNoTracking()], wanted).ToList();
            all = all.Where(pair => below.Contains(pair.Question.TopicId));
        }
        return State switch
        {
            Waiting => all.Where(pair => pair.Version.AppraisedUtc == null && !pair.Question.Retired),
            Ready => all.Where(pair => pair.Version.AppraisedUtc != null && !pair.Question.Retired),
            Retired => all.Where(pair => pair.Question.Retired),
            Twins => all.Where(pair => db.Set<Question>().Any(other => other.Fingerprint == pair.Question.Fingerprint && other.Id != pair.Question.Id)),
            _ => all,
        };
    }

    /// <summary>Taking keys away is a line of the trail.</summary>
    private async Task<IReadOnlyList<QuestionDraft>> DraftsAsync(string form, CancellationToken ct)
    {
        var pairs = await Found().OrderBy(pair => pair.Topic.Name).ThenBy(pair => pair.Question.Code).ToListAsync(ct);
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "question.exported", $"Xuất {pairs.Count} câu hỏi ({form})", "Question"));
        await db.SaveChangesAsync(ct);
        Response.Headers.CacheControl = "no-store";
        return [.. pairs.Select(pair => QuestionStore.DraftOf(pair.Question, pair.Version, pair.Topic.Name))];
    }

    private FileContentResult Text(string text, string type, string name) => File(Encoding.UTF8.GetBytes(text), type, name);
}
