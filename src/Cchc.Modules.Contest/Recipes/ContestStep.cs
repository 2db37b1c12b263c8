using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Privacy;
using Cchc.Core.Recipes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Recipes;

/// <summary>
/// Recipe step <c>contest</c>: one contest with blocks, texts and rounds. Times are days from the run, so that a sample is always
/// fresh. A round may have made-up entrants, and then the contest must say that it is a sample. A contest that is there stays as it is.
/// </summary>
public sealed class ContestStep(SiteDb db, RoundDesk desk, RoundClosing closing, PersonKeys keys, TimeProvider clock) : IRecipeStep
{
    public string Name => "contest";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        var json = step.Json["Contest"] as JsonObject ?? throw new FormatException("thiếu Contest.");
        var slug = json.String("Slug");
        if (slug.Length == 0) throw new FormatException("cuộc thi thiếu Slug.");
        if (await db.Set<Competition>().AnyAsync(contest => contest.Slug == slug, ct)) return;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var contest = new Competition
        {
            Slug = slug, Title = json.String("Title"), Summary = json.String("Summary"), Organiser = json.String("Organiser"), State = CompetitionState.Published, IsSample = (bool?)json["IsSample"] ?? false, ChangedUtc = nowUtc,
            Asks = (json["Asks"] as JsonArray ?? []).Select(field => Enum.Parse<PersonFields>((string?)field ?? "")).Aggregate(PersonFields.None, (all, one) => all | one), Identifier = Enum.Parse<PersonFields>(json.String("Identifier")),
        };
        foreach (var (kind, property) in new[] { (TextKind.Rules, "Rules"), (TextKind.Consent, "Consent") })
        {
            var markdown = await File.ReadAllTextAsync(RecipeReader.Inside(recipe.Folder, json.String(property)), ct);
            contest.Texts.Add(new() { Kind = kind, Number = 1, Markdown = markdown, Html = MarkdownText.ToHtml(markdown), FromUtc = nowUtc.AddDays(-400) });
        }
        foreach (var block in (json["Blocks"] as JsonArray ?? []).OfType<JsonObject>())
            contest.Blocks.Add(new() { Position = contest.Blocks.Count, Name = block.String("Name"), Condition = block.String("Condition"), LeastAge = (int?)block["LeastAge"], NeedsUnit = (bool?)block["NeedsUnit"] ?? false });
        db.Add(contest);
        await db.SaveChangesAsync(ct);
        foreach (var one in (json["Rounds"] as JsonArray ?? []).OfType<JsonObject>()) await TakeRoundAsync(contest, one, nowUtc, ct);
        db.Add(Change.Of(nowUtc, [ContestBook.ChangeTag]));
    }

    private async Task TakeRoundAsync(Competition contest, JsonObject json, DateTime nowUtc, CancellationToken ct)
    {
        // Rounds open and shut at full hours of Vietnam.
        var today = BusinessTime.Local(nowUtc).Date;
        var round = new Round
        {
            CompetitionId = contest.Id, Number = contest.Rounds.Count + 1, Title = json.String("Title"), Minutes = (int?)json["Minutes"] ?? 30, Attempts = (int?)json["Attempts"] ?? 1,
            OpensUtc = BusinessTime.Utc(today.AddDays((int?)json["OpensInDays"] ?? 0).AddHours(8)), ClosesUtc = BusinessTime.Utc(today.AddDays((int?)json["ClosesInDays"] ?? 7).AddHours(17)),
            Prediction = Enum.Parse<PredictionKind>(json.String("Prediction") is { Length: > 0 } prediction ? prediction : nameof(PredictionKind.None)), PredictionQuestion = json.String("PredictionQuestion"),
            Prizes = json["Prizes"] is { } prizes ? ContestJson.Write(prizes.Deserialize<List<Prize>>(ContestJson.Options)) : "",
        };
        var lines = new List<BlueprintLine>();
        foreach (var line in (json["Blueprint"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var topic = line.String("Topic");
            var key = Vietnamese.Fold(topic);
            var found = await db.Set<QuestionTopic>().FirstOrDefaultAsync(one => one.SearchKey == key, ct) ?? throw new FormatException($"{contest.Title}: không có chủ đề “{topic}”.");
            lines.Add(new(found.Id, null, (int?)line["Count"] ?? 1, (int?)line["Points"] ?? 1));
        }
        contest.Rounds.Add(round);
        foreach (var block in contest.Blocks) round.Plans.Add(new() { BlockId = block.Id, Blueprint = ContestJson.Write(lines) });
        await db.SaveChangesAsync(ct);
        var entrants = (int?)json["MadeUpEntrants"] ?? 0;
        if (entrants == 0)
        {
            var problems = await desk.ReadyAsync(round.Id, Core.People.Actor.System, ct);
            if (problems.Count > 0) throw new FormatException($"{contest.Title}: {problems[0]}");
            return;
        }
        if (!contest.IsSample) throw new FormatException($"{contest.Title}: chỉ cuộc thi mẫu (IsSample) mới được có người dự thi dựng.");
        var plan = await desk.FreezeAsync(round, lines, ct);
        if (plan.Problem() is { } problem) throw new FormatException($"{contest.Title}: {problem}");
        foreach (var one in round.Plans) one.Frozen = ContestJson.Write(plan);
        await db.SaveChangesAsync(ct);
        await MakeUpAsync(contest, round, plan, entrants, ct);
        var receipts = await db.Set<Attempt>().Where(attempt => attempt.RoundId == round.Id).Select(attempt => attempt.Receipt).ToListAsync(ct);
        (round.State, round.ClosedUtc, round.PublishedUtc, round.MerkleRoot, round.LotSeed) = (RoundState.Published, round.ClosesUtc.AddMinutes(1), round.ClosesUtc.AddDays(2), new Merkle(receipts).Root, json.String("LotSeed"));
        await closing.RankAsync(round, ct);
        await closing.ReviewAsync(round, ct);
        await db.SaveChangesAsync(ct);
        await AwardAsync(round, json.String("Decision"), ct);
    }

    /// <summary>Names of a lottery of common words: whoever has one of them is not meant. Phone numbers begin with 0000, which no network has.</summary>
    private async Task MakeUpAsync(Competition contest, Round round, PaperPlan plan, int entrants, CancellationToken ct)
    {
        string[] families = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ"];
        string[] middles = ["Văn", "Thị", "Minh", "Ngọc", "Thanh", "Hữu", "Kim", "Quốc"];
        string[] given = ["An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Phúc", "Quyên", "Sơn", "Thảo", "Uyên", "Vinh", "Xuân", "Yến"];
        var numbers = new SeededNumbers(2026);
        var communes = await (from commune in db.Set<Unit>() join province in db.Set<Unit>() on commune.ParentId equals province.Id where commune.Kind == UnitKind.Commune && commune.ValidTo == null && province.Kind == UnitKind.Province && province.ValidTo == null && province.Code == "82" orderby commune.Code select commune.Id).Take(14).ToListAsync(ct);
        var bodies = (await ContestBook.QuestionsAsync(db, [.. plan.Lines.SelectMany(line => line.Pool).Select(question => question.Version)], ct)).ToDictionary(pair => pair.Key, pair => pair.Value.Body);
        var blocks = contest.Blocks.OrderBy(block => block.Position).ToList();
        for (var at = 0; at < entrants; at++)
        {
            var block = blocks[numbers.Below(blocks.Count)];
            var started = round.OpensUtc.AddSeconds(numbers.Below((int)(round.ClosesUtc - round.OpensUtc).TotalSeconds - round.Minutes * 60));
            var code = ResumeCode.Read(ResumeCode.New())!;
            var phone = string.Create(CultureInfo.InvariantCulture, $"0000{at:000000}");
            var person = new Participant
            {
                Id = TimedId.Next(started.AddSeconds(-40)), CompetitionId = contest.Id, BlockId = block.Id, ConsentNumber = 1, RegisteredUtc = started.AddSeconds(-40), CommuneId = communes.Count == 0 ? null : communes[Math.Min(numbers.Below(communes.Count), numbers.Below(communes.Count))],
                IdentityKey = EnterContest.IdentityKey(keys, contest.Identifier, phone), CodeKey = EnterContest.CodeKey(keys, code),
                Personal = new PersonData { Name = $"{families[numbers.Below(families.Length)]} {middles[numbers.Below(middles.Length)]} {given[numbers.Below(given.Length)]}", Phone = phone, Code = code }.Hide(keys),
            };
            db.Add(person);
            var skill = 45 + numbers.Below(50);
            var attempts = round.Attempts == 1 ? 1 : 1 + numbers.Below(10) / 7;
            for (var number = 1; number <= attempts; number++)
            {
                var seed = (long)numbers.Below(int.MaxValue);
                var paper = Paper.Draw(plan, seed);
                var answers = paper.Select(question => bodies[question.Version] is var body && numbers.Below(100) < skill ? string.Join(',', body.Correct) : numbers.Below(Math.Max(1, body.Options.Count)).ToString(CultureInfo.InvariantCulture)).ToList();
                var score = Scoring.Of(paper, answers, version => bodies[version]);
                var begin = started.AddMinutes((number - 1) * (round.Minutes + 5));
                var attempt = new Attempt
                {
                    Id = TimedId.Next(begin), RoundId = round.Id, BlockId = block.Id, ParticipantId = person.Id, Number = number, Seed = seed, StartedUtc = begin, DeadlineUtc = begin.AddMinutes(round.Minutes), State = AttemptState.Submitted,
                    SubmittedUtc = begin.AddSeconds(180 + numbers.Below(round.Minutes * 60 - 200)), RulesNumber = 1, Prediction = round.Prediction == PredictionKind.None ? null : numbers.Below(entrants), Answers = ContestJson.Write(answers),
                    Hundredths = score.Hundredths, Right = score.Right, AllRight = score.AllRight,
                };
                attempt.Receipt = TakeRound.ReceiptOf(attempt, attempt.SubmittedUtc.Value, attempt.Prediction, paper, answers).Hash();
                attempt.Code = Receipt.CodeOf(attempt.Receipt);
                db.Add(attempt);
            }
            if (at % 50 == 49) { await db.SaveChangesAsync(ct); }
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task AwardAsync(Round round, string decision, CancellationToken ct)
    {
        foreach (var result in await db.Set<RoundResult>().Where(result => result.RoundId == round.Id).ToListAsync(ct))
        {
            var position = 0;
            var placed = ContestJson.List<Placed>(result.Standings);
            foreach (var prize in round.PrizeList)
                for (var at = 0; at < prize.Count && position < placed.Count; at++, position++)
                {
                    var person = await db.Set<Participant>().SingleAsync(one => one.Id == placed[position].Person, ct);
                    db.Add(new Winner { RoundId = round.Id, BlockId = result.BlockId, ParticipantId = person.Id, AttemptId = placed[position].Attempt, Prize = prize.Name, Position = position, Rank = placed[position].Rank, State = WinnerState.Confirmed, Decision = decision, MayPublishName = true, PublicName = PersonData.Read(keys, person.Personal)!.Name });
                }
        }
        await db.SaveChangesAsync(ct);
    }
}
