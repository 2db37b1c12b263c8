using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Recipes;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Recipes;

/// <summary>
/// Recipe step <c>feedback</c>: made-up items that show how the channel looks in use; pages say that they are samples. Times are
/// days before the run. An item that is there stays as it is.
/// </summary>
public sealed class SampleFeedbackStep(SiteDb db, FeedbackStore store, TimeProvider clock) : IRecipeStep
{
    public string Name => "feedback";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        foreach (var json in (step.Json["Items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var subject = json.String("Subject");
            if (subject.Length == 0 || json.String("Kind").Length == 0) throw new FormatException("ý kiến mẫu thiếu Subject hoặc Kind.");
            if (await db.Set<FeedbackItem>().AnyAsync(one => one.IsSample && one.Subject == subject, ct)) continue;
            var receivedUtc = DaysAgo(json);
            var receipt = await store.SendAsync(new("mau", json.String("Kind"), subject, json.String("Content"), new(json.String("Name")))
            {
                Field = json.String("Field"), Place = json.String("Place"), SentUtc = receivedUtc, ReceivedUtc = receivedUtc, IsSample = true, MayPublish = PublishPermission.WithoutName,
            }, [], ct);
            var item = await db.Set<FeedbackItem>().SingleAsync(one => one.Id == receipt.Id, ct);
            await LiveAsync(item, json, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Lets an item have gone through what the recipe tells of it.</summary>
    private async Task LiveAsync(FeedbackItem item, JsonObject json, CancellationToken ct)
    {
        var unit = json.String("Unit");
        if (unit.Length > 0) item.HandlerUnitId = await db.Set<Unit>().Where(one => one.Slug == unit).Select(one => (int?)one.Id).FirstOrDefaultAsync(ct) ?? throw new FormatException($"{item.Subject}: không có đơn vị “{unit}”.");
        foreach (var one in (json["Steps"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var (atUtc, to, act) = (DaysAgo(one), Enum.Parse<FeedbackState>(one.String("To")), Enum.Parse<FeedbackAct>(one.String("Act")));
            var role = Enum.Parse<FeedbackRole>(one.String("Role"));
            db.Add(new FeedbackEvent { ItemId = item.Id, AtUtc = atUtc, Act = act, Role = role, Note = act == FeedbackAct.Approve ? "" : one.String("Note"), IsPublic = true, From = item.State, To = to, UnitId = role == FeedbackRole.Sender ? null : item.HandlerUnitId });
            if (to != item.State) (item.State, item.StateUtc) = (to, atUtc);
            if (act == FeedbackAct.Approve) (item.Draft, item.Answer, item.AnsweredUtc) = (one.String("Note"), one.String("Note"), atUtc);
            if (act == FeedbackAct.Refuse || act == FeedbackAct.HandOver) (item.Reason, item.ClosedUtc, item.HandedTo) = (one.String("Note"), atUtc, one.String("Where"));
            if (act == FeedbackAct.AskInfo) (item.AskedIn, item.PausedOn) = (FeedbackState.Accepted, DateOnly.FromDateTime(Core.Text.BusinessTime.Local(atUtc)));
            if (act == FeedbackAct.Rate) (item.Rating, item.RatingReason, item.RatedUtc) = ((int?)one["Rating"], one.String("Note"), atUtc);
            if (act == FeedbackAct.Publish) (item.PublishedUtc, item.PublicSubject, item.PublicContent, item.PublicAnswer) = (atUtc, item.Subject, item.Content, item.Answer);
        }
    }

    private DateTime DaysAgo(JsonObject json) => clock.GetUtcNow().UtcDateTime.AddHours(-24 * ((double?)json["DaysAgo"] ?? 0));
}
