using Cchc.Core;
using Cchc.Core.Calendar;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Rules;
using Cchc.Modules.Feedback.Scanning;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>What is sent, or entered by an officer.</summary>
/// <param name="Form">Random text of the form: sent twice with the same words it is one item.</param>
public sealed record NewFeedback(string Form, string Kind, string Subject, string Content, SenderContact Contact)
{
    public string Field { get; init; } = "";
    public int? UnitId { get; init; }
    public string Place { get; init; } = "";
    public PublishPermission MayPublish { get; init; }
    public FeedbackChannel Channel { get; init; }
    /// <summary>Who entered it, for what did not come over the site.</summary>
    public FeedbackActor? EnteredBy { get; init; }
    /// <summary>The day written on a letter; null: now.</summary>
    public DateTime? SentUtc { get; init; }
    /// <summary>True time of receipt; null: now.</summary>
    public DateTime? ReceivedUtc { get; init; }
    public bool IsSample { get; init; }
}

/// <summary>What the sender takes away.</summary>
/// <param name="Code">Without hyphens.</param>
public sealed record FeedbackReceipt(long Id, string Code, string Pin);

/// <summary>Who acts.</summary>
public sealed record FeedbackActor(FeedbackRole Role, int? UserId = null, string Who = "", int? UnitId = null)
{
    public static readonly FeedbackActor Sender = new(FeedbackRole.Sender);
    public static readonly FeedbackActor System = new(FeedbackRole.System, Who: "Hệ thống");
}

/// <summary>One step.</summary>
/// <param name="Note">What the sender or the staff reads beside it.</param>
/// <param name="IsPublic">Whether the sender sees it; acts that are inner ones by nature never show.</param>
/// <param name="Days">Working days added by an extension.</param>
public sealed record FeedbackStep(FeedbackAct Act, string Note = "", bool IsPublic = true, int Days = 0)
{
    /// <summary>Files that come with it.</summary>
    public IReadOnlyList<NewFile> Files { get; init; } = [];
    /// <summary>What else the step changes: unit and officer of an assignment, text of a draft, rating. Called when the step is possible.</summary>
    public Action<FeedbackItem>? Change { get; init; }
    /// <summary>Words for the staff that go with it, as an inner note of their own.</summary>
    public string Advice { get; init; } = "";
    /// <summary>Version that the person saw; null when it does not matter.</summary>
    public int? Seen { get; init; }
}

public enum ActOutcome { Done, Refused, ChangedMeanwhile, NotFound }

/// <param name="Problem">Why not, in Vietnamese; empty when done.</param>
public sealed record ActResult(ActOutcome Outcome, string Problem = "", FeedbackItem? Item = null);

/// <summary>The one way in which items come to be and change: state machine, event, deadline and letter in one transaction.</summary>
public sealed class FeedbackStore(SiteDb db, FeedbackFiles files, FeedbackSecrets secrets, FeedbackLetters letters, FeedbackNotices notices, FeedbackScan scan, PrivacyRegister register, FeedbackSettingsCache settings, WorkCalendar calendar, PersonKeys keys, TimeProvider clock)
{
    /// <summary>Evicts public pages that show feedback or its figures.</summary>
    public const string ChangeTag = "feedback";
    public const string ChangedWords = "Ý kiến vừa được người khác xử lý. Hãy xem lại tình trạng mới rồi làm tiếp.";
    private static readonly FeedbackAct[] Inner = [FeedbackAct.InternalNote, FeedbackAct.Draft, FeedbackAct.SendBack, FeedbackAct.Review, FeedbackAct.Link, FeedbackAct.Escalate, FeedbackAct.Forward];
    /// <summary>Steps whose words are the sender's though an officer may have written them down.</summary>
    private static readonly FeedbackAct[] FromSender = [FeedbackAct.SupplyInfo, FeedbackAct.Rate];
    /// <summary>Ends of a main item that senders of merged ones are told of.</summary>
    private static readonly FeedbackAct[] Ends = [FeedbackAct.Approve, FeedbackAct.Refuse, FeedbackAct.HandOver, FeedbackAct.Withdraw, FeedbackAct.Close];

    /// <summary>Takes an item with files whose bytes are written. When this returns, everything is stored.</summary>
    /// <param name="attached">From <see cref="FeedbackFiles.TakeAsync"/>; deleted when the form was sent before.</param>
    public async Task<FeedbackReceipt> SendAsync(NewFeedback sent, IReadOnlyList<FeedbackFile> attached, CancellationToken ct)
    {
        var formKey = secrets.FormKey(sent.Form, sent.Subject, sent.Content);
        if (await ReceiptAsync(formKey, ct) is { } before)
        {
            await ForgetTwinsAsync(before, attached);
            return before;
        }
        var item = await NewItemAsync(sent, formKey, ct);
        foreach (var file in attached) item.Files.Add(file);
        scan.Stage(attached);
        item.Events.Add(EventOf(item, FeedbackAct.Sent, sent.EnteredBy ?? FeedbackActor.Sender, item.State, "", isPublic: true));
        db.Add(item);
        db.Add(Change.Of(item.StateUtc, [ChangeTag]));
        var code = keys.Unprotect(item.CodeHidden)!;
        await letters.StageReceiptAsync(item, sent.Contact, code, ct);
        if (sent.EnteredBy is { } officer) db.Add(ActorOf(officer).Did(item.StateUtc, "feedback.entered", $"Nhập ý kiến đến qua kênh {sent.Channel}: {sent.Subject}", nameof(FeedbackItem)));
        try { await db.SaveChangesAsync(CancellationToken.None); }
        catch (DbUpdateException error)
        {
            db.ChangeTracker.Clear();
            // Two clicks at once: the unique index lets one win, and both get its receipt.
            if (!error.IsDuplicate() || await ReceiptAsync(formKey, CancellationToken.None) is not { } other) throw;
            await ForgetTwinsAsync(other, attached);
            return other;
        }
        if (sent.EnteredBy is null && !sent.IsSample)
        {
            // Now that it has a number. The item is safe whatever becomes of the notice: the queue shows it.
            await notices.StageNewAsync(item, FeedbackActor.Sender, ct);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return new(item.Id, code, secrets.Pin(formKey));
    }

    /// <summary>The code and PIN of an item, for who has opened it.</summary>
    public FeedbackReceipt? ReceiptOf(FeedbackItem item) => keys.Unprotect(item.CodeHidden) is { } code ? new(item.Id, code, secrets.Pin(item.FormKey)) : null;

    /// <summary>The id of the item that a code and a secret open; null when they do not.</summary>
    public async Task<long?> OpenAsync(string? code, string? secret, CancellationToken ct)
    {
        var key = secrets.CodeKey(TrackingCode.Read(code) ?? "");
        // Only what is compared is read: an item that is there must not take longer than one that is not.
        var locks = await db.Set<FeedbackItem>().AsNoTracking().Where(one => one.CodeKey == key).Select(one => new CodeLock(one.Id, one.PinKey, one.PhoneKey, one.EmailKey)).FirstOrDefaultAsync(ct);
        return secrets.Opens(locks, code, secret) ? locks!.Id : null;
    }

    /// <summary>An item with its events and files, not tracked.</summary>
    public Task<FeedbackItem?> FindAsync(long id, CancellationToken ct) =>
        db.Set<FeedbackItem>().AsNoTracking().Include(one => one.Events.OrderBy(happened => happened.Id)).Include(one => one.Files.OrderBy(file => file.Id)).AsSplitQuery().FirstOrDefaultAsync(one => one.Id == id, ct);

    /// <summary>Takes one step, if the state machine lets it. The item comes back as it is now.</summary>
    public async Task<ActResult> ActAsync(long id, FeedbackStep step, FeedbackActor by, CancellationToken ct)
    {
        if (await db.Set<FeedbackItem>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } item) return new(ActOutcome.NotFound, "Không có ý kiến này.");
        if (step.Seen is { } seen && seen != item.Version) return Changed(item);
        var today = BusinessTime.Today(clock);
        var known = await settings.GetAsync(ct);
        var next = FeedbackFlow.Next(item.State, step.Act, by.Role, FactsOf(item, by, today, known));
        if (next.State is not { } to) return new(ActOutcome.Refused, next.Refusal, item);
        if (step.Act == FeedbackAct.Extend && (step.Days < 1 || step.Days > known.MostExtraDays)) return new(ActOutcome.Refused, $"Gia hạn từ 1 đến {known.MostExtraDays} ngày làm việc.", item);
        if (NeedsNote(step.Act) && string.IsNullOrWhiteSpace(step.Note)) return new(ActOutcome.Refused, $"Hãy ghi rõ lý do, nội dung khi {FeedbackFlow.Words(step.Act)}.", item);
        if (Math.Max(step.Note.Length, step.Advice.Length) > LongestNote(step.Act)) return new(ActOutcome.Refused, $"Nội dung dài hơn {LongestNote(step.Act)} ký tự. Hãy rút gọn.", item);
        var taken = await files.TakeAsync(step.Files, by.Role == FeedbackRole.Sender || step.Act == FeedbackAct.SupplyInfo, step.IsPublic && !Inner.Contains(step.Act), ct);
        if (taken.Problem.Length > 0) return new(ActOutcome.Refused, taken.Problem, item);

        var (from, nowUtc) = (item.State, clock.GetUtcNow().UtcDateTime);
        var workingDays = await calendar.GetAsync(ct);
        (item.State, item.StateUtc) = (to, to == from ? item.StateUtc : nowUtc);
        var mayPublish = item.MayPublish;
        step.Change?.Invoke(item);
        if (by.Role == FeedbackRole.Sender && AskedFor(step.Act, mayPublish, item.MayPublish) is { } asked) await register.RecordDoneAsync(asked, FeedbackModule.Key, ReferenceOf(id), ct);
        Apply(item, step, by, from, nowUtc, today, known, workingDays);
        item.Version++;
        foreach (var file in taken.Files) item.Files.Add(file);
        scan.Stage(taken.Files);
        // What came with the draft goes out with the answer.
        if (step.Act == FeedbackAct.Approve)
            foreach (var file in await db.Set<FeedbackFile>().Where(file => file.ItemId == id && !file.FromSender && !file.IsPublic).ToListAsync(ct)) file.IsPublic = true;
        db.Add(EventOf(item, step.Act, by, from, step.Note, step.IsPublic && !Inner.Contains(step.Act)));
        if (step.Advice.Length > 0) db.Add(EventOf(item, FeedbackAct.InternalNote, by, to, step.Advice, isPublic: false));
        if (step.Act == FeedbackAct.Reclassify) db.Add(ActorOf(by).Did(nowUtc, "feedback.reclassified", $"Phân loại lại ý kiến số {id}. {step.Note}", nameof(FeedbackItem), $"{id}"));
        db.Add(Change.Of(nowUtc, [ChangeTag]));
        await TellMergedAsync(item, step.Act, ct);
        await notices.StageStepAsync(item, step.Act, by, ct);
        await letters.StageStepAsync(item, step, by, SenderContact.Read(keys, item.Contact), keys.Unprotect(item.CodeHidden) ?? "", ct);
        try { await db.SaveChangesAsync(CancellationToken.None); }
        catch (DbUpdateException error)
        {
            db.ChangeTracker.Clear();
            await files.DeleteAsync(taken.Files);
            if (error is DbUpdateConcurrencyException) return Changed(null);
            throw;
        }
        return new(ActOutcome.Done, Item: item);
    }

    /// <summary>The item in which a merged one goes on in the end; null where it was not merged.</summary>
    public async Task<FeedbackItem?> MainOfAsync(FeedbackItem merged, CancellationToken ct)
    {
        FeedbackItem? main = null;
        // Only what is not merged can be merged into, so there is no circle.
        for (var next = merged.MergedIntoId; next is not null; next = main?.MergedIntoId) main = await db.Set<FeedbackItem>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == next, ct);
        return main;
    }

    /// <summary>What the senders of merged items may read of the main one's answer: as published; else as approved, without what may name its sender.</summary>
    public string SharedAnswerOf(FeedbackItem main) =>
        main.PublishedUtc is not null ? main.PublicAnswer : SharedAnswer.Of(main.Answer, SenderContact.Read(keys, main.Contact)?.Name ?? "");

    /// <summary>Facts that decide about steps by that actor.</summary>
    public static FlowFacts FactsOf(FeedbackItem item, FeedbackActor by, DateOnly today, FeedbackSettings settings) => new(today)
    {
        TwoStep = item.HandlerUnitId is { } unit && settings.TwoStepUnits.Contains(unit), Reopened = item.Reopened, Extended = item.ExtraDays > 0, AskedIn = item.AskedIn, Rated = item.Rating is not null,
        MayReopenUntil = item.AnsweredUtc is { } answered ? DateOnly.FromDateTime(BusinessTime.Local(answered)).AddDays(settings.ReopenDays) : null,
        SameHand = by.UserId is { } user && (user == item.DraftById || user == item.ReviewedById),
    };

    /// <summary>How the register of requests about personal data names an item.</summary>
    public static string ReferenceOf(long id) => $"Ý kiến số {id}";

    /// <summary>What a sender's click is under the law on personal data; null where it is about the matter only.</summary>
    private static PersonalDataRequestKind? AskedFor(FeedbackAct act, PublishPermission before, PublishPermission after) => act switch
    {
        FeedbackAct.Erase => PersonalDataRequestKind.Delete, FeedbackAct.Withdraw => PersonalDataRequestKind.WithdrawConsent,
        FeedbackAct.Correct => after < before ? PersonalDataRequestKind.WithdrawConsent : PersonalDataRequestKind.Correct, _ => null,
    };

    /// <summary>Deletes who sent the item, and with it what they wrote to the office; question and answer stay without a name.</summary>
    public async Task<ActResult> EraseAsync(long id, FeedbackActor by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await ActAsync(id, new(FeedbackAct.Erase) { Change = item => Forget(item, clock.GetUtcNow().UtcDateTime) }, by, ct);
        if (result.Outcome != ActOutcome.Done) return result;
        await db.Set<FeedbackEvent>().Where(one => one.ItemId == id && (one.Role == FeedbackRole.Sender || FromSender.Contains(one.Act))).ExecuteUpdateAsync(row => row.SetProperty(one => one.Note, ""), ct);
        var attached = await db.Set<FeedbackFile>().AsNoTracking().Where(file => file.ItemId == id && file.FromSender).ToListAsync(ct);
        await db.Set<FeedbackFile>().Where(file => file.ItemId == id && file.FromSender).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        try { await files.DeleteAsync(attached); }
        catch (Core.Media.MediaStoreException) { /* the store is away: no row names the bytes any more, and the daily work removes them */ }
        return result;
    }

    /// <summary>Stages letters to the senders of what was merged into an item that has come to an end.</summary>
    private async Task TellMergedAsync(FeedbackItem main, FeedbackAct act, CancellationToken ct)
    {
        if (!Ends.Contains(act)) return;
        for (List<long> into = [main.Id]; into.Count > 0;)
        {
            var merged = await db.Set<FeedbackItem>().AsNoTracking().Where(one => one.MergedIntoId != null && into.Contains(one.MergedIntoId.Value)).ToListAsync(ct);
            foreach (var one in merged)
                if (SenderContact.Read(keys, one.Contact) is { } contact && keys.Unprotect(one.CodeHidden) is { } code) await letters.StageMainAsync(main, contact, code, ct);
            into = [.. merged.Select(one => one.Id)];
        }
    }

    private static void Forget(FeedbackItem item, DateTime nowUtc) =>
        (item.Contact, item.PhoneKey, item.EmailKey, item.PublicName, item.Place, item.RatingReason, item.ErasedUtc, item.MayPublish) = ("", "", "", "", "", "", nowUtc, item.MayPublish == PublishPermission.WithName ? PublishPermission.WithoutName : item.MayPublish);

    private async Task<FeedbackItem> NewItemAsync(NewFeedback sent, string formKey, CancellationToken ct)
    {
        var (nowUtc, known, code) = (clock.GetUtcNow().UtcDateTime, await settings.GetAsync(ct), TrackingCode.New());
        var receivedUtc = sent.ReceivedUtc ?? nowUtc;
        var (from, days, codeKey) = (DateOnly.FromDateTime(BusinessTime.Local(receivedUtc)), known.DaysFor(sent.Kind, sent.UnitId), secrets.CodeKey(code));
        return new()
        {
            CodeKey = codeKey, CodeHidden = keys.Protect(code), FormKey = formKey, PinKey = secrets.SecretKey(codeKey, secrets.Pin(formKey)), PhoneKey = secrets.SecretKey(codeKey, sent.Contact.Phone), EmailKey = secrets.SecretKey(codeKey, sent.Contact.Email),
            Kind = sent.Kind, Field = sent.Field, Subject = sent.Subject, Content = sent.Content, UnitId = sent.UnitId, Place = sent.Place, Contact = sent.Contact.Hide(keys), IsAnonymous = sent.Contact.Name.Length == 0, MayPublish = sent.MayPublish,
            Channel = sent.Channel, EnteredById = sent.EnteredBy?.UserId, SentUtc = sent.SentUtc ?? nowUtc, ReceivedUtc = receivedUtc, StateUtc = nowUtc, ClockFrom = from, Days = days, DueOn = (await calendar.GetAsync(ct)).Add(from, days), IsSample = sent.IsSample,
        };
    }

    private async Task<FeedbackReceipt?> ReceiptAsync(string formKey, CancellationToken ct) =>
        await db.Set<FeedbackItem>().AsNoTracking().Where(one => one.FormKey == formKey).Select(one => new { one.Id, one.CodeHidden }).FirstOrDefaultAsync(ct) is { } known && keys.Unprotect(known.CodeHidden) is { } code
            ? new(known.Id, code, secrets.Pin(formKey)) : null;

    /// <summary>Files of a form that was sent twice, unless they are those of the first: a form may carry the files of its own first try.</summary>
    private async Task ForgetTwinsAsync(FeedbackReceipt first, IReadOnlyList<FeedbackFile> attached)
    {
        if (attached.Count == 0) return;
        var kept = await db.Set<FeedbackFile>().AsNoTracking().Where(file => file.ItemId == first.Id).Select(file => file.Path).ToListAsync(CancellationToken.None);
        await files.DeleteAsync(attached.Where(file => !kept.Contains(file.Path)));
    }

    private static void Apply(FeedbackItem item, FeedbackStep step, FeedbackActor by, FeedbackState from, DateTime nowUtc, DateOnly today, FeedbackSettings settings, WorkingDays days)
    {
        switch (step.Act)
        {
            case FeedbackAct.AskInfo: (item.AskedIn, item.PausedOn) = (from, today); break;
            case FeedbackAct.Assign: (item.Draft, item.DraftById, item.ReviewedById, item.HandlerUserId) = ("", null, null, null); break;
            // Back with the desk: the unit sees it no longer and is reminded of it no longer.
            case FeedbackAct.Forward: (item.HandlerUnitId, item.HandlerUserId, item.Draft, item.DraftById, item.ReviewedById) = (null, null, "", null, null); break;
            // What the sender no longer allows is no longer shown.
            case FeedbackAct.Correct when item.MayPublish != PublishPermission.WithName: (item.PublicName, item.PublishedUtc) = ("", item.MayPublish == PublishPermission.None ? null : item.PublishedUtc); break;
            case FeedbackAct.Draft: (item.HandlerUserId, item.DraftById, item.ReviewedById) = (by.UserId, by.UserId, null); break;
            case FeedbackAct.SendBack: item.ReviewedById = null; break;
            case FeedbackAct.Review: item.ReviewedById = by.UserId; break;
            case FeedbackAct.Approve: (item.Answer, item.ApprovedById, item.AnsweredUtc) = (item.Draft, by.UserId, nowUtc); break;
            case FeedbackAct.Extend: (item.ExtraDays, item.ExtensionReason) = (step.Days, step.Note); break;
            case FeedbackAct.PublicNote: item.PublicNoteUtc = nowUtc; break;
            case FeedbackAct.Refuse or FeedbackAct.HandOver or FeedbackAct.Merge: (item.Reason, item.ClosedUtc) = (step.Note, nowUtc); break;
            case FeedbackAct.Rate: (item.RatingReason, item.RatedUtc) = (step.Note, nowUtc); break;
            case FeedbackAct.Solved: (item.Solved, item.ClosedUtc) = (true, item.ClosedUtc ?? nowUtc); break;
            case FeedbackAct.Close or FeedbackAct.Withdraw: item.ClosedUtc = nowUtc; break;
            case FeedbackAct.Publish: item.PublishedUtc = nowUtc; break;
            case FeedbackAct.Unpublish: item.PublishedUtc = null; break;
            case FeedbackAct.Reopen:
                (item.Reopened, item.ClockFrom, item.PausedDays, item.ExtraDays, item.ExtensionReason) = (item.Reopened + 1, today, 0, 0, "");
                (item.Answer, item.AnsweredUtc, item.ClosedUtc, item.Rating, item.RatingReason, item.RatedUtc, item.Solved) = ("", null, null, null, "", null, false);
                break;
        }
        if (item.PausedOn is { } since && item.State != FeedbackState.NeedsInfo) (item.PausedDays, item.PausedOn) = (item.PausedDays + days.Between(since, today), null);
        if (step.Act is FeedbackAct.Assign or FeedbackAct.Reclassify) item.Days = settings.DaysFor(item.Kind, item.HandlerUnitId ?? item.UnitId);
        if (item.IsOpen) item.DueOn = item.DueBy(days);
    }

    /// <summary>In characters: some notes are kept in a column of the item too.</summary>
    private static int LongestNote(FeedbackAct act) => act switch
    {
        FeedbackAct.Rate or FeedbackAct.Extend => 1000,
        FeedbackAct.Refuse or FeedbackAct.HandOver or FeedbackAct.Merge => 2000,
        _ => 4000,
    };

    private static bool NeedsNote(FeedbackAct act) => act is FeedbackAct.AskInfo or FeedbackAct.SupplyInfo or FeedbackAct.Refuse or FeedbackAct.SendBack or FeedbackAct.Extend or FeedbackAct.PublicNote
        or FeedbackAct.InternalNote or FeedbackAct.HandOver or FeedbackAct.Forward or FeedbackAct.Reply or FeedbackAct.Reopen;

    private FeedbackEvent EventOf(FeedbackItem item, FeedbackAct act, FeedbackActor by, FeedbackState from, string note, bool isPublic) => new()
    {
        ItemId = item.Id, AtUtc = act == FeedbackAct.Sent && item.IsSample ? item.ReceivedUtc : clock.GetUtcNow().UtcDateTime, Act = act, Role = by.Role, Who = by.Who, UserId = by.UserId, UnitId = by.UnitId, Note = note, IsPublic = isPublic, From = from, To = item.State,
    };

    private static Core.People.Actor ActorOf(FeedbackActor by) => new(by.UserId, by.Who);

    private static ActResult Changed(FeedbackItem? item) => new(ActOutcome.ChangedMeanwhile, ChangedWords, item);
}
