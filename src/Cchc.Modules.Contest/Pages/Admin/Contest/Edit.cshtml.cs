using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
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

/// <summary>One contest: its words, what it asks of people, blocks, texts, rounds.</summary>
[Authorize("contest.manage")]
public sealed class EditModel(SiteDb db, TimeProvider clock) : PageModel
{
    public sealed class BlockInput
    {
        public int Id { get; set; }
        [StringLength(200, ErrorMessage = "Tên khối dài hơn 200 ký tự.")] public string Name { get; set; } = "";
        [StringLength(600, ErrorMessage = "Điều kiện dài hơn 600 ký tự.")] public string Condition { get; set; } = "";
        [Range(0, 120, ErrorMessage = "Tuổi từ 0 đến 120.")] public int? LeastAge { get; set; }
        [Range(0, 120, ErrorMessage = "Tuổi từ 0 đến 120.")] public int? MostAge { get; set; }
        public bool NeedsUnit { get; set; }
    }

    public sealed class ContestInput
    {
        [Required(ErrorMessage = "Hãy đặt tên cuộc thi."), StringLength(300, ErrorMessage = "Tên dài hơn 300 ký tự.")] public string Title { get; set; } = "";
        [StringLength(1000, ErrorMessage = "Giới thiệu dài hơn 1000 ký tự.")] public string Summary { get; set; } = "";
        [StringLength(300, ErrorMessage = "Tên ban tổ chức dài hơn 300 ký tự.")] public string Organiser { get; set; } = "";
        public List<PersonFields> Asks { get; set; } = [];
        public PersonFields Identifier { get; set; }
        [Range(1, 120, ErrorMessage = "Từ 1 đến 120 tháng.")] public int RetentionMonths { get; set; } = 6;
        public List<BlockInput> Blocks { get; set; } = [];
        public CertificateInput Certificate { get; set; } = new();
        /// <summary>Null: no prizes for teams.</summary>
        public TeamKind? TeamKind { get; set; }
        public TeamMeasure TeamMeasure { get; set; }
        [Range(1, 10_000, ErrorMessage = "Số người cao điểm nhất từ 1 đến 10.000.")] public int TeamBest { get; set; } = 10;
        [Range(1, 10_000, ErrorMessage = "Số người ít nhất từ 1 đến 10.000.")] public int TeamLeast { get; set; } = 1;
        public int Version { get; set; }
    }

    public sealed class CertificateInput
    {
        public CertifiedPeople For { get; set; }
        [StringLength(60, ErrorMessage = "Tên giấy dài hơn 60 ký tự.")] public string Title { get; set; } = "";
        [StringLength(300, ErrorMessage = "Lời dài hơn 300 ký tự.")] public string Words { get; set; } = "";
        [StringLength(200, ErrorMessage = "Quyết định dài hơn 200 ký tự.")] public string Decision { get; set; } = "";
        [StringLength(60, ErrorMessage = "Nơi ký dài hơn 60 ký tự.")] public string Place { get; set; } = "";
        [StringLength(80, ErrorMessage = "Chức vụ dài hơn 80 ký tự.")] public string SignerRole { get; set; } = "";
        [StringLength(80, ErrorMessage = "Tên người ký dài hơn 80 ký tự.")] public string Signer { get; set; } = "";

        public static CertificateInput Of(CertificateSetting setting) =>
            new() { For = setting.For, Title = setting.Title, Words = setting.Words, Decision = setting.Decision, Place = setting.Place, SignerRole = setting.SignerRole, Signer = setting.Signer };

        public CertificateSetting Setting() =>
            new() { For = For, Title = Title.Trim() is { Length: > 0 } title ? title : new CertificateSetting().Title, Words = Words.Trim(), Decision = Decision.Trim(), Place = Place.Trim(), SignerRole = SignerRole.Trim(), Signer = Signer.Trim() };
    }

    [FromRoute] public int Id { get; set; }
    [BindProperty] public ContestInput Input { get; set; } = new();
    [BindProperty] public string Markdown { get; set; } = "";
    [BindProperty] public TextKind Kind { get; set; }
    [BindProperty] public string Note { get; set; } = "";
    [BindProperty] public string From { get; set; } = "";
    public Competition Contest { get; private set; } = null!;
    public int People { get; private set; }
    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;
    public IReadOnlyList<Round> Rounds => [.. Contest.Rounds.OrderBy(round => round.Number)];
    /// <summary>What identifies people stays as it is once somebody has entered: a hash cannot be made anew.</summary>
    public bool IdentityIsFixed => People > 0;

    public CompetitionText? Newest(TextKind kind) => Contest.Texts.Where(text => text.Kind == kind).MaxBy(text => text.Number);

    public static readonly IReadOnlyList<(PersonFields Field, string Word)> Fields =
        [(PersonFields.Cccd, "Số định danh (CCCD)"), (PersonFields.Phone, "Số điện thoại"), (PersonFields.Email, "Thư điện tử"), (PersonFields.BirthDate, "Ngày sinh"), (PersonFields.Unit, "Cơ quan, đơn vị, trường"), (PersonFields.Commune, "Xã, phường nơi ở")];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = new()
        {
            Title = Contest.Title, Summary = Contest.Summary, Organiser = Contest.Organiser, Asks = [.. Fields.Select(pair => pair.Field).Where(field => Contest.Asks.HasFlag(field))], Identifier = Contest.Identifier, RetentionMonths = Contest.RetentionMonths, Version = Contest.Version, Certificate = CertificateInput.Of(Contest.Certificates),
            TeamKind = Contest.TeamPrizes?.Kind, TeamMeasure = Contest.TeamPrizes?.Measure ?? TeamMeasure.Rate, TeamBest = Contest.TeamPrizes?.Best ?? 10, TeamLeast = Contest.TeamPrizes?.LeastPeople ?? 1,
            Blocks = [.. Contest.Blocks.OrderBy(block => block.Position).Select(block => new BlockInput { Id = block.Id, Name = block.Name, Condition = block.Condition, LeastAge = block.LeastAge, MostAge = block.MostAge, NeedsUnit = block.NeedsUnit })],
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var asks = Input.Asks.Aggregate(PersonFields.None, (all, one) => all | one);
        if (IdentityIsFixed) Input.Identifier = Contest.Identifier;
        if (Input.Identifier is not (PersonFields.Phone or PersonFields.Cccd or PersonFields.Email)) ModelState.AddModelError("Input.Identifier", "Hãy chọn một thông tin để phân biệt từng người.");
        foreach (var block in Input.Blocks)
            if (block.Name.Trim().Length == 0 && (block.Id != 0 || block.Condition.Length > 0)) ModelState.AddModelError($"Input.Blocks[{Input.Blocks.IndexOf(block)}].Name", "Hãy ghi tên khối.");
        if (Input.Blocks.Exists(block => block.LeastAge is not null || block.MostAge is not null) && !asks.HasFlag(PersonFields.BirthDate)) ModelState.AddModelError("Input.Asks", "Có khối giới hạn tuổi thì phải hỏi ngày sinh.");
        if (Input.TeamKind is { } kind && !(asks | Input.Identifier).HasFlag(kind == TeamKind.Unit ? PersonFields.Unit : PersonFields.Commune)) ModelState.AddModelError("Input.Asks", $"Có giải tập thể thì phải hỏi {(kind == TeamKind.Unit ? "cơ quan, đơn vị" : "xã, phường")}.");
        if (Input.Version != Contest.Version) ModelState.AddModelError("", "Người khác vừa lưu cuộc thi này. Chữ của bạn vẫn còn ở đây; hãy mở cuộc thi ở thẻ khác để so.");
        if (!ModelState.IsValid) return Page();
        (Contest.Title, Contest.Summary, Contest.Organiser, Contest.RetentionMonths) = (Input.Title.Trim(), Input.Summary.Trim(), Input.Organiser.Trim(), Input.RetentionMonths);
        (Contest.Asks, Contest.Identifier, Contest.ChangedUtc) = (asks | Input.Identifier, Input.Identifier, NowUtc);
        Contest.Certificate = ContestJson.Write(Input.Certificate.Setting());
        Contest.Teams = Input.TeamKind is { } team ? ContestJson.Write(new TeamSetting(team, Input.TeamMeasure, Input.TeamBest, Input.TeamLeast)) : "";
        Contest.Version++;
        foreach (var given in Input.Blocks.Where(block => block.Name.Trim().Length > 0))
        {
            var block = Contest.Blocks.FirstOrDefault(one => one.Id == given.Id && given.Id != 0);
            if (block is null) Contest.Blocks.Add(block = new() { Name = given.Name.Trim(), Position = Contest.Blocks.Count });
            (block.Name, block.Condition, block.LeastAge, block.MostAge, block.NeedsUnit) = (given.Name.Trim(), given.Condition.Trim(), given.LeastAge, given.MostAge, given.NeedsUnit);
        }
        return await SaveAsync("contest.changed", $"Sửa cuộc thi {Contest.Title}", "Đã lưu cuộc thi.", ct);
    }

    /// <summary>A new version of the rules or of the consent; the old ones stay readable.</summary>
    public async Task<IActionResult> OnPostTextAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var fromUtc = From.Trim().Length == 0 ? NowUtc : NewModel.Read(From, "From", ModelState) ?? NowUtc;
        var before = Newest(Kind);
        if (Markdown.Trim().Length == 0) return await RefuseAsync("Nội dung để trống.");
        if (Markdown.Length > MarkdownText.MaxLength) return await RefuseAsync("Nội dung quá dài.");
        if (Note.Length > 600) return await RefuseAsync("Điểm mới dài hơn 600 ký tự.");
        if (fromUtc < before?.FromUtc) return await RefuseAsync("Bản mới không thể áp dụng trước bản đang có.");
        if (before?.Markdown == Markdown) return await RefuseAsync("Nội dung không khác bản đang có.");
        var text = new CompetitionText { Kind = Kind, Number = (before?.Number ?? 0) + 1, Markdown = Markdown, Html = MarkdownText.ToHtml(Markdown), FromUtc = fromUtc, Note = Note.Trim() };
        Contest.Texts.Add(text);
        return await SaveAsync("contest.text", $"{(Kind == TextKind.Rules ? "Thể lệ" : "Nội dung đồng ý")} bản {text.Number} của {Contest.Title}, áp dụng từ {BusinessTime.DateAndTime(fromUtc)}", $"Đã lưu bản {text.Number}.", ct);
    }

    public async Task<IActionResult> OnPostStateAsync(CompetitionState state, CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (state == CompetitionState.Draft) return await RefuseAsync("Cuộc thi đã đăng thì chỉ ẩn được.");
        Contest.State = state;
        return await SaveAsync(state == CompetitionState.Published ? "contest.published" : "contest.hidden", $"{(state == CompetitionState.Published ? "Đăng" : "Ẩn")} cuộc thi {Contest.Title}", state == CompetitionState.Published ? "Đã đăng cuộc thi." : "Đã ẩn cuộc thi.", ct);
    }

    /// <summary>One more round, like the last one, beginning when that ends.</summary>
    public async Task<IActionResult> OnPostRoundAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var last = Contest.Rounds.MaxBy(round => round.Number);
        var opens = last is null ? NowUtc.AddDays(7) : last.ClosesUtc.AddHours(15);
        var round = new Round
        {
            Number = (last?.Number ?? 0) + 1, Title = $"Kỳ {(last?.Number ?? 0) + 1}", OpensUtc = opens, ClosesUtc = opens + (last is null ? TimeSpan.FromDays(14) : last.ClosesUtc - last.OpensUtc),
            Minutes = last?.Minutes ?? 30, Attempts = last?.Attempts ?? 1, Counts = last?.Counts ?? CountedAttempt.Best, TieBreaks = last?.TieBreaks ?? "Prediction,Time,Submitted", Prediction = last?.Prediction ?? PredictionKind.None,
            PredictionQuestion = last?.PredictionQuestion ?? "", ShowsScore = last?.ShowsScore ?? true, PublishesKeys = last?.PublishesKeys ?? true, Prizes = last?.Prizes ?? "",
        };
        foreach (var block in Contest.Blocks) round.Plans.Add(new() { BlockId = block.Id, Blueprint = last?.Plans.FirstOrDefault(plan => plan.BlockId == block.Id)?.Blueprint ?? "" });
        Contest.Rounds.Add(round);
        await SaveAsync("contest.round-added", $"Thêm {round.Title} vào {Contest.Title}", "Đã thêm kỳ thi.", ct);
        return Redirect($"/quan-tri/cuoc-thi/{Id}/ky/{round.Number}");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.Set<Competition>().Include(contest => contest.Blocks).Include(contest => contest.Texts).Include(contest => contest.Rounds).ThenInclude(round => round.Plans).AsSplitQuery().FirstOrDefaultAsync(contest => contest.Id == Id, ct) is not { } contest) return false;
        Contest = contest;
        People = await db.Set<Participant>().CountAsync(person => person.CompetitionId == Id, ct);
        return true;
    }

    private async Task<IActionResult> SaveAsync(string action, string summary, string notice, CancellationToken ct)
    {
        db.Add(HttpContext.Actor().Did(NowUtc, action, summary, "Competition", Id.ToString(CultureInfo.InvariantCulture)));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag, Tag.Home]));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsDuplicate()) { return await RefuseAsync("Người khác vừa lưu cuộc thi này. Hãy mở lại trang rồi làm tiếp."); }
        TempData.Say(notice);
        return Redirect($"/quan-tri/cuoc-thi/{Id}");
    }

    private Task<IActionResult> RefuseAsync(string problem)
    {
        TempData.Refuse([problem]);
        return Task.FromResult<IActionResult>(Redirect($"/quan-tri/cuoc-thi/{Id}"));
    }
}
