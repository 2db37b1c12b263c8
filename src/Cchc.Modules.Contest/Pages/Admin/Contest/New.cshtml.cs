using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Admin.Contest;

/// <summary>From a template to a first round on one page. Everything can be changed afterwards, until the round opens.</summary>
[Authorize("contest.manage")]
public sealed class NewModel(SiteDb db, TimeProvider clock) : PageModel
{
    public sealed class NewInput
    {
        [Required(ErrorMessage = "Hãy đặt tên cuộc thi."), StringLength(300, ErrorMessage = "Tên dài hơn 300 ký tự.")] public string Title { get; set; } = "";
        [StringLength(1000, ErrorMessage = "Giới thiệu dài hơn 1000 ký tự.")] public string Summary { get; set; } = "";
        [StringLength(300, ErrorMessage = "Tên ban tổ chức dài hơn 300 ký tự.")] public string Organiser { get; set; } = "";
        /// <summary>One name of a block to a line.</summary>
        public string Blocks { get; set; } = "Cán bộ, công chức, viên chức\nNgười dân";
        public PersonFields Identifier { get; set; } = PersonFields.Phone;
        public string Opens { get; set; } = "";
        public string Closes { get; set; } = "";
        [Range(1, 100, ErrorMessage = "Số câu từ 1 đến 100.")] public int Questions { get; set; } = 20;
        [Range(1, 300, ErrorMessage = "Thời gian từ 1 đến 300 phút.")] public int Minutes { get; set; } = 30;
        [Range(0, 50, ErrorMessage = "Số lượt từ 0 đến 50.")] public int Attempts { get; set; } = 1;
        public PredictionKind Prediction { get; set; } = PredictionKind.AllRight;
    }

    [BindProperty] public NewInput Input { get; set; } = new();
    public int Ready { get; private set; }
    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var monday = BusinessTime.Local(NowUtc).Date.AddDays(1);
        while (monday.DayOfWeek != DayOfWeek.Monday) monday = monday.AddDays(1);
        (Input.Opens, Input.Closes) = (Local(monday.AddHours(8)), Local(monday.AddDays(13).AddHours(17)));
        await CountAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await CountAsync(ct);
        var (opens, closes) = (Read(Input.Opens, "Input.Opens", ModelState), Read(Input.Closes, "Input.Closes", ModelState));
        if (closes <= opens) ModelState.AddModelError("Input.Closes", "Giờ đóng phải sau giờ mở.");
        var blocks = Input.Blocks.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (blocks.Count is 0 or > 12) ModelState.AddModelError("Input.Blocks", "Cần từ 1 đến 12 khối dự thi.");
        if (blocks.Exists(name => name.Length > 200)) ModelState.AddModelError("Input.Blocks", "Tên khối dài hơn 200 ký tự.");
        if (Input.Identifier is not (PersonFields.Phone or PersonFields.Cccd or PersonFields.Email)) ModelState.AddModelError("Input.Identifier", "Hãy chọn một thông tin để phân biệt từng người.");
        if (!ModelState.IsValid) return Page();
        var contest = new Competition
        {
            Title = Input.Title.Trim(), Slug = await FreeSlugAsync(Input.Title, ct), Summary = Input.Summary.Trim(), Organiser = Input.Organiser.Trim(), Identifier = Input.Identifier,
            Asks = Input.Identifier | PersonFields.Phone | PersonFields.Unit | PersonFields.Commune, ChangedUtc = NowUtc,
        };
        foreach (var name in blocks) contest.Blocks.Add(new() { Name = name, Position = contest.Blocks.Count });
        var round = new Round
        {
            Number = 1, Title = "Kỳ 1", OpensUtc = opens!.Value, ClosesUtc = closes!.Value, Minutes = Input.Minutes, Attempts = Input.Attempts, Prediction = Input.Prediction,
            PredictionQuestion = QuestionOf(Input.Prediction), Prizes = ContestJson.Write(new Prize[] { new("Giải Nhất", 1), new("Giải Nhì", 2), new("Giải Ba", 3) }),
        };
        contest.Rounds.Add(round);
        foreach (var (kind, markdown) in new[] { (TextKind.Rules, ContestTexts.Rules(contest, round)), (TextKind.Consent, ContestTexts.Consent(contest)) })
            contest.Texts.Add(new() { Kind = kind, Number = 1, Markdown = markdown, Html = MarkdownText.ToHtml(markdown), FromUtc = NowUtc });
        var lines = ContestJson.Write(await SpreadAsync(Input.Questions, ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(contest);
        await db.SaveChangesAsync(ct);
        foreach (var block in contest.Blocks) round.Plans.Add(new() { BlockId = block.Id, Blueprint = lines });
        db.Add(HttpContext.Actor().Did(NowUtc, "contest.added", $"Tạo cuộc thi {contest.Title}", "Competition", contest.Id.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData.Say("Đã tạo cuộc thi với một kỳ thi. Hãy soát thể lệ, rồi chốt đề và đăng.");
        return Redirect($"/quan-tri/cuoc-thi/{contest.Id}");
    }

    public static string QuestionOf(PredictionKind kind) => kind switch
    {
        PredictionKind.People => "Sẽ có bao nhiêu người dự thi kỳ này?",
        PredictionKind.AllRight => "Sẽ có bao nhiêu người trả lời đúng tất cả các câu trong kỳ này?",
        PredictionKind.AllRightPercent => "Bao nhiêu phần trăm người dự thi trả lời đúng tất cả các câu trong kỳ này?",
        _ => "",
    };

    /// <summary>What a field of type datetime-local holds.</summary>
    public static string Local(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time as a person wrote it in Vietnam, as UTC; null, with an error at the field, when it is none.</summary>
    public static DateTime? Read(string typed, string field, Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary errors)
    {
        if (DateTime.TryParseExact(typed.Trim(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy, HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 2000 and < 2200) return BusinessTime.Utc(local);
        errors.AddModelError(field, "Giờ chưa đúng, ví dụ 30/11/2026 08:00.");
        return null;
    }

    private async Task CountAsync(CancellationToken ct) => Ready = await (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number } where !question.Retired && version.AppraisedUtc != null select version.Id).CountAsync(ct);

    /// <summary>Spreads the questions over the topics by what each has ready, and gives the rest to the fullest.</summary>
    private async Task<IReadOnlyList<BlueprintLine>> SpreadAsync(int wanted, CancellationToken ct)
    {
        var ready = await (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number }
                           where !question.Retired && version.AppraisedUtc != null group question by question.TopicId into topic select new { Topic = topic.Key, Count = topic.Count() }).OrderByDescending(topic => topic.Count).ToListAsync(ct);
        var all = ready.Sum(topic => topic.Count);
        if (all == 0) return [];
        var take = ready.ConvertAll(topic => (int)((long)Math.Min(wanted, all) * topic.Count / all));
        for (var at = 0; take.Sum() < Math.Min(wanted, all); at = (at + 1) % take.Count)
            if (take[at] < ready[at].Count) take[at]++;
        return [.. ready.Zip(take).Where(pair => pair.Second > 0).Select(pair => new BlueprintLine(pair.First.Topic, null, pair.Second, 1))];
    }

    private async Task<string> FreeSlugAsync(string title, CancellationToken ct)
    {
        var slug = Vietnamese.Slug(title, 90) is { Length: > 0 } made ? made : "cuoc-thi";
        var taken = await db.Set<Competition>().Where(contest => contest.Slug.StartsWith(slug)).Select(contest => contest.Slug).ToListAsync(ct);
        return !taken.Contains(slug) ? slug : Enumerable.Range(2, taken.Count + 1).Select(number => $"{slug}-{number}").First(one => !taken.Contains(one));
    }
}
