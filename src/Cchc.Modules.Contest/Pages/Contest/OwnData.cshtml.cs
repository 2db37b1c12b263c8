using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>What is kept of a person, for that person: to see, to take along, to correct, to delete.</summary>
[NotCached, ManyAtOneAddress]
public sealed class OwnDataModel(SiteDb db, ContestBook book, Visitor visitor, ForgetPeople forget, PrivacyRegister register, PersonKeys keys, UnitDirectory units, SiteSettingsCache settings, TimeProvider clock) : ContestPage(book, clock)
{
    public sealed class CorrectInput
    {
        [Required(ErrorMessage = "Hãy ghi họ và tên."), StringLength(100, ErrorMessage = "Họ và tên dài hơn 100 ký tự.")] public string Name { get; set; } = "";
        [StringLength(200, ErrorMessage = "Tên đơn vị dài hơn 200 ký tự.")] public string Unit { get; set; } = "";
    }

    [BindProperty] public CorrectInput Input { get; set; } = new();
    [FromQuery(Name = "da-luu")] public bool Saved { get; set; }
    public Participant Person { get; private set; } = null!;
    public PersonData Data { get; private set; } = null!;
    public string UnitText { get; private set; } = "";
    public int Attempts { get; private set; }
    public string? Problem { get; private set; }
    private static readonly JsonSerializerOptions ForPeople = new(ContestJson.Options) { WriteIndented = true };
    public string Here => $"{Home}/du-lieu-cua-toi";
    public bool MayCorrect => Face.Rounds.Any(round => round.State is RoundState.Draft or RoundState.Ready && round.ClosesUtc > NowUtc);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is { } elsewhere) return elsewhere;
        (Input.Name, Input.Unit) = (Data.Name, UnitText);
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is { } elsewhere) return elsewhere;
        var attempts = await db.Set<Attempt>().AsNoTracking().Where(attempt => attempt.ParticipantId == Person.Id).OrderBy(attempt => attempt.Id).ToListAsync(ct);
        var mine = attempts.ConvertAll(attempt => attempt.Id);
        var answers = (await db.Set<AttemptAnswer>().AsNoTracking().Where(answer => mine.Contains(answer.AttemptId)).OrderBy(answer => answer.Position).ToListAsync(ct)).ToLookup(answer => answer.AttemptId);
        var files = (await db.Set<EssayFile>().AsNoTracking().Where(file => mine.Contains(file.AttemptId)).ToListAsync(ct)).ToLookup(file => file.AttemptId);
        var export = new
        {
            contest = Face.Contest.Title, block = Face.BlockOf(Person.BlockId)?.Name, registered = Receipt.Iso(Person.RegisteredUtc), consent = Person.ConsentNumber, unit = UnitText,
            data = Data with { Code = ResumeCode.Shown(Data.Code) }, address = Person.Address,
            attempts = attempts.Select(attempt => new
            {
                round = Face.Rounds.FirstOrDefault(round => round.Id == attempt.RoundId)?.Title, number = attempt.Number, started = Receipt.Iso(attempt.StartedUtc), submitted = attempt.SubmittedUtc is { } at ? Receipt.Iso(at) : null,
                prediction = attempt.Prediction, receipt = attempt.Receipt, code = attempt.Code, address = attempt.Address,
                answers = answers[attempt.Id].Select(answer => new { question = answer.Position + 1, answer = answer.Value }), files = files[attempt.Id].Select(file => new { question = file.Position + 1, name = file.Name, bytes = file.Bytes, sha256 = file.Hash, url = $"{Home}/tep/{file.AttemptId}/{file.Position}" }),
            }),
        };
        await register.RecordTakenAsync(ContestModule.Key, PersonData.ReferenceOf(Person.Id), ct);
        Response.Headers.CacheControl = "no-store";
        return File(JsonSerializer.SerializeToUtf8Bytes(export, ForPeople), "application/json; charset=utf-8", $"du-lieu-{Face.Contest.Slug}.json");
    }

    public async Task<IActionResult> OnPostCorrectAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is { } elsewhere) return elsewhere;
        if (!MayCorrect) return Redirect(Here);
        var typed = Input.Unit.Trim();
        if (typed.Length == 0 && Face.BlockOf(Person.BlockId) is { NeedsUnit: true } block && Face.Contest.Asks.HasFlag(PersonFields.Unit)) ModelState.AddModelError("Input.Unit", $"Khối {block.Name} cần ghi đơn vị.");
        if (!ModelState.IsValid) return Page();
        var unit = (await units.GetAsync(ct)).Below((await settings.GetAsync(ct)).SitePlace, PersonData.Today(NowUtc)).FirstOrDefault(one => Vietnamese.Fold(one.Name) == Vietnamese.Fold(typed));
        var person = await db.Set<Participant>().SingleAsync(one => one.Id == Person.Id, ct);
        var asksUnit = Face.Contest.Asks.HasFlag(PersonFields.Unit);
        person.Personal = (Data with { Name = Input.Name.Trim(), Unit = !asksUnit ? Data.Unit : unit is null ? typed : "" }).Hide(keys);
        if (asksUnit) person.UnitId = unit?.Id;
        db.Add(new Actor(null, "Người dự thi").Did(NowUtc, "contest.person-corrected", $"Người dự thi {person.Id} tự sửa tên, đơn vị", "Participant", person.Id.ToString(CultureInfo.InvariantCulture)));
        if (Input.Name.Trim() != Data.Name || typed != UnitText) await register.RecordDoneAsync(PersonalDataRequestKind.Correct, ContestModule.Key, PersonData.ReferenceOf(person.Id), ct);
        await db.SaveChangesAsync(ct);
        return Redirect($"{Here}?da-luu=true");
    }

    public async Task<IActionResult> OnPostDeleteAsync(bool sure, CancellationToken ct)
    {
        if (await FindAsync(ct) is { } elsewhere) return elsewhere;
        ModelState.Clear();
        (Input.Name, Input.Unit) = (Data.Name, UnitText);
        Problem = !sure ? "Hãy đánh dấu “Tôi hiểu và muốn xóa”." : await db.Set<Attempt>().AnyAsync(attempt => attempt.ParticipantId == Person.Id && attempt.State == AttemptState.InProgress, ct) ? "Bạn đang có bài làm dở. Hãy nộp bài rồi xóa." : null;
        if (Problem is not null) return Page();
        await forget.OneAsync(Person.Id, ct);
        visitor.Leave(Face.Contest.Id);
        return Redirect(Home);
    }

    private async Task<IActionResult?> FindAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (await visitor.FindAsync(Face.Contest.Id, ct) is not var (person, _) || PersonData.Read(keys, person.Personal) is not { } data) return Redirect($"{Home}/lam-tiep");
        (Person, Data) = (person, data);
        UnitText = person.UnitId is { } id ? (await units.GetAsync(ct)).Find(id)?.Name ?? "" : data.Unit;
        Attempts = await db.Set<Attempt>().CountAsync(attempt => attempt.ParticipantId == person.Id, ct);
        Response.Headers.CacheControl = "no-store";
        return null;
    }
}
