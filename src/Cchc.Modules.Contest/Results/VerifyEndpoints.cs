using System.Globalization;
using System.Text.Json;
using Cchc.Core;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>
/// The verification file of a round (tệp đối chiếu): every paper without a name, the questions with their keys, the rules of the
/// ranking. With it anybody computes receipts, root, scores and order again; docs/verify.md tells how.
/// </summary>
public sealed class VerifyEndpoints : ISiteEndpoints
{
    private const int FlushAt = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/cuoc-thi/{slug}/ky-{number:int}/doi-chieu.json", Verbs.Reading, WriteAsync).AllowAnonymous();

    private static async Task WriteAsync(string slug, int number, HttpContext context, SiteDb db, ContestBook book, CancellationToken ct)
    {
        var shelf = await book.GetAsync(ct);
        if (shelf.Find(slug) is not { } face || face.RoundOf(number) is not { State: RoundState.Closed or RoundState.Published } round)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new() { Encoder = ContestJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("format", "cchc-doi-chieu 1");
        json.WriteString("contest", face.Contest.Title);
        json.WriteBoolean("sample", face.Contest.IsSample);
        json.WriteNumber("round", round.Id);
        json.WriteString("title", round.Title);
        json.WriteString("opens", Receipt.Iso(round.OpensUtc));
        json.WriteString("closes", Receipt.Iso(round.ClosesUtc));
        json.WriteString("counts", round.Counts.ToString());
        json.WriteString("tieBreaks", round.TieBreaks);
        json.WriteString("prediction", round.Prediction.ToString());
        json.WriteString("predictionActual", Receipt.PredictionText(round.PredictionActual));
        json.WriteString("lotSeed", round.LotSeed);
        json.WriteString("merkleRoot", round.MerkleRoot);
        var essays = round is { State: RoundState.Published, EssaysMarkedUtc: not null } ? (await EssayDesk.MarksOf(db, round.Id).AsNoTracking().OrderBy(mark => mark.Number).ToListAsync(ct)).ToLookup(mark => mark.AttemptId) : null;
        if (essays is not null)
        {
            json.WritePropertyName("essayRule");
            JsonSerializer.Serialize(json, round.Essays, ContestJson.Options);
        }
        json.WriteStartArray("plans");
        foreach (var block in face.Blocks.Where(block => face.PlanOf(round.Id, block.Id) is not null))
        {
            json.WriteStartObject();
            json.WriteNumber("block", block.Id);
            json.WriteString("name", block.Name);
            json.WritePropertyName("plan");
            JsonSerializer.Serialize(json, face.PlanOf(round.Id, block.Id), ContestJson.Options);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("questions");
        foreach (var version in face.Plans.Where(plan => plan.Key.Round == round.Id).SelectMany(plan => plan.Value.Lines).SelectMany(line => line.Pool).Select(question => question.Version).Distinct().Order())
        {
            var text = shelf.Questions[version];
            json.WriteStartObject();
            json.WriteNumber("version", version);
            json.WriteString("text", text.Text);
            if (round.PublishesKeys && !shelf.Secret.Contains(version))
            {
                json.WritePropertyName("key");
                JsonSerializer.Serialize(json, text.Body, ContestJson.Options);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("attempts");
        var people = new Dictionary<long, int>();
        await foreach (var row in (from attempt in db.Set<Attempt>() join person in db.Set<Participant>() on attempt.ParticipantId equals person.Id where attempt.RoundId == round.Id && attempt.Receipt != ""
                                   orderby attempt.Receipt select new { attempt, person.Barred }).AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            var attempt = row.attempt;
            // People are told apart by the place of their first paper here: it says nothing of who they are.
            if (!people.TryGetValue(attempt.ParticipantId, out var person)) people[attempt.ParticipantId] = person = people.Count + 1;
            json.WriteStartObject();
            json.WriteString("receipt", attempt.Receipt);
            json.WriteString("attempt", attempt.Id.ToString(CultureInfo.InvariantCulture)); // as text: more digits than a double holds
            json.WriteNumber("block", attempt.BlockId);
            json.WriteNumber("person", person);
            json.WriteString("seed", attempt.Seed.ToString(CultureInfo.InvariantCulture));
            json.WriteString("started", Receipt.Iso(attempt.StartedUtc));
            json.WriteString("submitted", Receipt.Iso(attempt.SubmittedUtc!.Value));
            json.WriteString("prediction", Receipt.PredictionText(attempt.Prediction));
            json.WritePropertyName("answers");
            json.WriteRawValue(attempt.Answers);
            if (round.State == RoundState.Published)
            {
                json.WriteNumber("hundredths", attempt.Hundredths);
                json.WriteNumber("right", attempt.Right);
                if (essays?[attempt.Id].ToList() is { Count: > 0 } marks)
                {
                    json.WriteStartArray("essays");
                    foreach (var essay in marks.GroupBy(mark => mark.Position).OrderBy(essay => essay.Key))
                    {
                        json.WriteStartObject();
                        json.WriteNumber("position", essay.Key);
                        json.WriteStartArray("marks");
                        foreach (var mark in essay) json.WriteNumberValue(mark.Hundredths);
                        json.WriteEndArray();
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                }
            }
            if (row.Barred) json.WriteBoolean("barred", true);
            if (attempt.State == AttemptState.Void) json.WriteString("void", attempt.VoidReason);
            json.WriteEndObject();
            if (json.BytesPending > FlushAt) await json.FlushAsync(ct);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }
}
