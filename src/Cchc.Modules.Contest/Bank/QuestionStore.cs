using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Bank;

/// <summary>What became of a change to a question.</summary>
public enum QuestionOutcome
{
    Done,
    NotFound,
    /// <summary>Somebody else saved a version since the form was opened.</summary>
    Stale,
    /// <summary>The code belongs to another question.</summary>
    CodeTaken,
    /// <summary>Who wrote a key may not appraise it.</summary>
    OwnKey,
    /// <summary>Nothing is different.</summary>
    Same,
}

/// <summary>Every way in which a question changes.</summary>
public sealed class QuestionStore(SiteDb db, TimeProvider clock)
{
    private DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    /// <summary>The version of a question that stands now.</summary>
    public Task<QuestionVersion?> CurrentAsync(int id, CancellationToken ct) =>
        (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number } where question.Id == id select version).FirstOrDefaultAsync(ct);

    /// <summary>A question as a draft, for forms and exports.</summary>
    public static QuestionDraft DraftOf(Question question, QuestionVersion version, string topic) =>
        new() { Code = question.Code, Topic = topic, Text = version.Text, Body = version.Read(), Difficulty = version.Difficulty, LegalBasis = version.LegalBasis, Explanation = version.Explanation };

    /// <summary>Adds a question, or saves a wording. An appraised wording is kept and gets a successor that has to be appraised anew.</summary>
    /// <param name="expected">Number of the version that the form was opened with; 0 for a new question.</param>
    public async Task<(QuestionOutcome Outcome, int Id)> SaveAsync(int? id, int expected, QuestionDraft draft, Actor actor, CancellationToken ct)
    {
        var code = draft.Code.Trim();
        if (code.Length > 0 && await db.Set<Question>().AnyAsync(other => other.Code == code && other.Id != id, ct)) return (QuestionOutcome.CodeTaken, 0);
        var topic = await TopicAsync(draft.Topic, ct);
        Question question;
        if (id is null)
        {
            question = Add(draft with { Code = code }, topic, actor, null);
            db.Add(question);
        }
        else
        {
            if (await db.Set<Question>().FindAsync([id.Value], ct) is not { } found || await CurrentAsync(id.Value, ct) is not { } version) return (QuestionOutcome.NotFound, 0);
            if (found.Current != expected) return (QuestionOutcome.Stale, found.Id);
            question = found;
            if (code.Length > 0) question.Code = code;
            question.TopicId = topic.Id;
            Reword(question, version, draft, actor);
        }
        db.Add(actor.Did(NowUtc, id is null ? "question.added" : "question.changed", $"{(id is null ? "Thêm" : "Sửa")} câu hỏi {question.Code}", "Question", question.Code));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { db.ChangeTracker.Clear(); return (id is null ? QuestionOutcome.CodeTaken : QuestionOutcome.Stale, id ?? 0); }
        return (QuestionOutcome.Done, question.Id);
    }

    /// <summary>A new question with its first wording; the caller saves.</summary>
    /// <param name="appraiser">Somebody who looked at the key before, for recipes; null leaves that to do.</param>
    public Question Add(QuestionDraft draft, QuestionTopic topic, Actor actor, string? appraiser)
    {
        var question = new Question { Code = draft.Code.Length > 0 ? draft.Code : $"CH-{TimedId.Next(NowUtc):X}", TopicId = topic.Id, Current = 1 };
        question.Versions.Add(Version(1, draft, actor, appraiser));
        Index(question, draft);
        return question;
    }

    /// <summary>Gives a question another wording; the caller saves.</summary>
    /// <returns>Whether anything is different.</returns>
    public bool Reword(Question question, QuestionVersion version, QuestionDraft draft, Actor actor)
    {
        var body = ContestJson.Write(draft.Body);
        if (version.Text == draft.Text && version.Body == body && version.Difficulty == draft.Difficulty && version.LegalBasis == draft.LegalBasis && version.Explanation == draft.Explanation) return false;
        if (version.AppraisedUtc is not null)
        {
            question.Current++;
            question.Versions.Add(Version(question.Current, draft, actor, null));
        }
        else
        {
            (version.Text, version.Kind, version.Body, version.Difficulty) = (draft.Text, draft.Body.Kind, body, draft.Difficulty);
            (version.LegalBasis, version.Explanation, version.Writer, version.WriterId, version.ChangedUtc) = (draft.LegalBasis, draft.Explanation, actor.Name, actor.UserId, NowUtc);
        }
        Index(question, draft);
        return true;
    }

    /// <summary>A second person vouches for the key: from then on the wording can be drawn.</summary>
    public async Task<QuestionOutcome> AppraiseAsync(int id, int number, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Question>().FindAsync([id], ct) is not { } question || await CurrentAsync(id, ct) is not { } version) return QuestionOutcome.NotFound;
        if (version.Number != number) return QuestionOutcome.Stale;
        if (version.WriterId is { } writer && writer == actor.UserId) return QuestionOutcome.OwnKey;
        if (version.AppraisedUtc is not null) return QuestionOutcome.Same;
        (version.Appraiser, version.AppraisedUtc) = (actor.Name, NowUtc);
        db.Add(actor.Did(NowUtc, "question.appraised", $"Thẩm định đáp án câu {question.Code}, bản {number}", "Question", question.Code));
        await db.SaveChangesAsync(ct);
        return QuestionOutcome.Done;
    }

    /// <summary>Takes a question out of use, or brings it back.</summary>
    public async Task<QuestionOutcome> RetireAsync(int id, bool retired, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Question>().FindAsync([id], ct) is not { } question) return QuestionOutcome.NotFound;
        question.Retired = retired;
        db.Add(actor.Did(NowUtc, retired ? "question.retired" : "question.returned", $"{(retired ? "Ngừng dùng" : "Dùng lại")} câu {question.Code}", "Question", question.Code));
        await db.SaveChangesAsync(ct);
        return QuestionOutcome.Done;
    }

    /// <summary>Corrects the key of a wording that papers were drawn from: the text stays, everybody is marked again, and readers are told.</summary>
    public async Task<QuestionOutcome> CorrectAsync(int versionId, QuestionBody after, string reason, Actor actor, CancellationToken ct)
    {
        if (await db.Set<QuestionVersion>().FindAsync([versionId], ct) is not { } version || await db.Set<Question>().FindAsync([version.QuestionId], ct) is not { } question) return QuestionOutcome.NotFound;
        if (version.WriterId is { } writer && writer == actor.UserId) return QuestionOutcome.OwnKey;
        var body = ContestJson.Write(after);
        if (body == version.Body) return QuestionOutcome.Same;
        var correction = new KeyCorrection { VersionId = versionId, AtUtc = NowUtc, Who = actor.Name, Reason = reason, Before = version.Body, After = body };
        version.Body = body;
        db.Add(correction);
        db.Add(actor.Did(NowUtc, "question.corrected", $"Sửa đáp án câu {question.Code}: {reason}", "Question", question.Code));
        db.Add(Change.Of(NowUtc, [ContestBook.ChangeTag]));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        db.Add(new JobRow { Kind = MarkAgain.Name, Key = $"{MarkAgain.Name}:{correction.Id}", Payload = $"{correction.Id}", DueUtc = NowUtc });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return QuestionOutcome.Done;
    }

    /// <summary>The topic of that name, made when there is none.</summary>
    public async Task<QuestionTopic> TopicAsync(string name, CancellationToken ct)
    {
        var wanted = name.Trim() is { Length: > 0 } given ? given : "Chung";
        var key = Vietnamese.Fold(wanted);
        if (db.Set<QuestionTopic>().Local.FirstOrDefault(topic => topic.SearchKey == key) is { } here) return here;
        if (await db.Set<QuestionTopic>().FirstOrDefaultAsync(topic => topic.SearchKey == key, ct) is { } known) return known;
        var fresh = new QuestionTopic { Name = wanted };
        db.Add(fresh);
        await db.SaveChangesAsync(ct);
        return fresh;
    }

    private QuestionVersion Version(int number, QuestionDraft draft, Actor actor, string? appraiser) => new()
    {
        Number = number, Text = draft.Text, Kind = draft.Body.Kind, Body = ContestJson.Write(draft.Body), Difficulty = draft.Difficulty, LegalBasis = draft.LegalBasis, Explanation = draft.Explanation,
        Writer = actor.Name, WriterId = actor.UserId, ChangedUtc = NowUtc, Appraiser = appraiser, AppraisedUtc = appraiser is null ? null : NowUtc,
    };

    private static void Index(Question question, QuestionDraft draft)
    {
        question.Fingerprint = QuestionVersion.FingerprintOf(draft.Text);
        question.SearchKey = Vietnamese.Fold($"{question.Code} {draft.Text}");
    }
}
