using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Contest.Data;

public enum RoundState
{
    /// <summary>Can be edited; nobody can enter.</summary>
    Draft,
    /// <summary>Its questions are frozen; people enter between its times.</summary>
    Ready,
    /// <summary>Every paper is in, the receipts are published.</summary>
    Closed,
    /// <summary>The organiser has published the result.</summary>
    Published,
}

/// <summary>One round of a contest (kỳ thi): the time in which people may answer, both ends in UTC.</summary>
public sealed class Round
{
    public int Id { get; private set; }
    public int CompetitionId { get; init; }
    /// <summary>1 for the first; part of the address.</summary>
    public required int Number { get; set; }
    public required string Title { get; set; }
    public required DateTime OpensUtc { get; set; }
    /// <summary>Exclusive: at this instant the round is shut.</summary>
    public required DateTime ClosesUtc { get; set; }
    public RoundState State { get; set; }
    /// <summary>Nobody starts while it is set; papers that run go on.</summary>
    public DateTime? PausedUtc { get; set; }
    public int Minutes { get; set; } = 30;
    /// <summary>0: as many as one likes.</summary>
    public int Attempts { get; set; } = 1;
    public CountedAttempt Counts { get; set; }
    /// <summary>Names of <see cref="TieBreak"/> in their order, between commas.</summary>
    public string TieBreaks { get; set; } = "Prediction,Time,Submitted";
    public PredictionKind Prediction { get; set; }
    public string PredictionQuestion { get; set; } = "";
    /// <summary>Whether a person sees the score at once. What was right is shown only after the close.</summary>
    public bool ShowsScore { get; set; } = true;
    /// <summary>Whether keys and explanations are published after the close; a bank that is used again may keep them.</summary>
    public bool PublishesKeys { get; set; } = true;
    public bool ShuffleQuestions { get; set; } = true;
    public bool ShuffleOptions { get; set; } = true;
    /// <summary>List of <see cref="Prize"/> of each block, as JSON.</summary>
    public string Prizes { get; set; } = "";
    /// <summary><see cref="Rules.EssayRule"/> as JSON; "" for the usual one.</summary>
    public string EssayRules { get; set; } = "";
    /// <summary>When the judges' marks went into the scores; null before.</summary>
    public DateTime? EssaysMarkedUtc { get; set; }

    /// <summary>Frozen at the close: what the prediction asked for, and the root of the receipts.</summary>
    public decimal? PredictionActual { get; set; }
    public string MerkleRoot { get; set; } = "";
    public DateTime? ClosedUtc { get; set; }
    /// <summary>Published words that decide ties, written after the root was published.</summary>
    public string LotSeed { get; set; } = "";
    public DateTime? PublishedUtc { get; set; }
    public ICollection<RoundPlan> Plans { get; } = [];

    public bool IsOpen(DateTime nowUtc) => State == RoundState.Ready && OpensUtc <= nowUtc && nowUtc < ClosesUtc;
    public IReadOnlyList<TieBreak> Chain => [.. TieBreaks.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<TieBreak>)];
    public EssayRule Essays => EssayRules.Length == 0 ? EssayRule.Usual : JsonSerializer.Deserialize<EssayRule>(EssayRules, ContestJson.Options)!;
    public IReadOnlyList<Prize> PrizeList => ContestJson.List<Prize>(Prizes);
}

/// <summary>One line of a blueprint as the organiser writes it.</summary>
/// <param name="Difficulty">Null: of any.</param>
public sealed record BlueprintLine(int TopicId, Difficulty? Difficulty, int Count, int Points);

/// <summary>What a round draws for a block: the blueprint, and once the round is ready the questions that it may draw.</summary>
public sealed class RoundPlan
{
    public int RoundId { get; init; }
    public required int BlockId { get; init; }
    /// <summary>List of <see cref="BlueprintLine"/> as JSON.</summary>
    public string Blueprint { get; set; } = "";
    /// <summary><see cref="PaperPlan"/> as JSON; "" until it is frozen.</summary>
    public string Frozen { get; set; } = "";

    public IReadOnlyList<BlueprintLine> Lines => ContestJson.List<BlueprintLine>(Blueprint);
    public PaperPlan? Plan => Frozen.Length == 0 ? null : JsonSerializer.Deserialize<PaperPlan>(Frozen, ContestJson.Options);
}

/// <summary>The result of a block in a round, computed at the close and again after a corrected key.</summary>
public sealed class RoundResult
{
    public int RoundId { get; init; }
    public required int BlockId { get; init; }
    public int People { get; set; }
    public int Attempts { get; set; }
    public int AllRight { get; set; }
    public int NoneRight { get; set; }
    /// <summary>List of <see cref="Placed"/> as JSON, in the order of the ranking after the lot.</summary>
    public string Standings { get; set; } = "";
    public required DateTime ComputedUtc { get; set; }
}

/// <summary>What a round tells its organisers: made at the close and at each ranking, so that no page reads every paper.</summary>
public sealed class RoundReport
{
    public const string Flags = "flags", Teams = "teams", Items = "items";

    public required int RoundId { get; init; }
    public required string Kind { get; init; }
    /// <summary>Figures of that kind as JSON.</summary>
    public required string Body { get; set; }
    public required DateTime ComputedUtc { get; set; }

    /// <summary>A report of a round and when it was computed, or null where there is none yet.</summary>
    public static async Task<(T Body, DateTime ComputedUtc)?> FindAsync<T>(SiteDb db, int round, string kind, CancellationToken ct) where T : class =>
        await db.Set<RoundReport>().AsNoTracking().FirstOrDefaultAsync(report => report.RoundId == round && report.Kind == kind, ct) is { } found ? (ContestJson.One<T>(found.Body)!, found.ComputedUtc) : null;

    /// <summary>The teams of a round with their names; none before the close or where the contest ranks no teams.</summary>
    public static async Task<IReadOnlyList<(string Name, TeamFigures Figures)>> TeamsAsync(SiteDb db, UnitRegistry units, int round, CancellationToken ct) =>
        [.. ContestJson.List<TeamFigures>(await db.Set<RoundReport>().Where(report => report.RoundId == round && report.Kind == Teams).Select(report => report.Body).FirstOrDefaultAsync(ct) ?? "").Select(team => (units.Find(team.Team)?.Name ?? "", team))];
}

/// <summary>What deserves a look in a round.</summary>
/// <param name="Found">How many there are; only the first are kept.</param>
public sealed record FlagReport(int Found, IReadOnlyList<CodedFlag> Flags)
{
    /// <summary>More flags than a person can look through are too many rules, not too many cheats.</summary>
    public const int Most = 200;
}

/// <summary>A flag and the receipt's code of its paper.</summary>
public sealed record CodedFlag(string Code, string Evidence);

/// <summary>One line of a published ranking.</summary>
public sealed record Placed(long Attempt, long Person, int Rank, bool Tied);

public sealed class RoundTables : IEntityTypeConfiguration<Round>, IEntityTypeConfiguration<RoundPlan>, IEntityTypeConfiguration<RoundResult>, IEntityTypeConfiguration<RoundReport>
{
    public void Configure(EntityTypeBuilder<Round> builder)
    {
        builder.ToTable("contest_rounds");
        builder.Property(round => round.Title).HasMaxLength(200);
        builder.Property(round => round.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(round => round.Counts).HasConversion<string>().HasMaxLength(16);
        builder.Property(round => round.Prediction).HasConversion<string>().HasMaxLength(20);
        builder.Property(round => round.PredictionQuestion).HasMaxLength(400);
        builder.Property(round => round.TieBreaks).HasMaxLength(60);
        builder.Property(round => round.MerkleRoot).HasMaxLength(64);
        builder.Property(round => round.LotSeed).HasMaxLength(300);
        builder.Ignore(round => round.Chain).Ignore(round => round.Essays).Ignore(round => round.PrizeList);
        builder.HasIndex(round => new { round.CompetitionId, round.Number }).IsUnique();
        builder.HasOne<Competition>().WithMany(contest => contest.Rounds).HasForeignKey(round => round.CompetitionId);
    }

    public void Configure(EntityTypeBuilder<RoundPlan> builder)
    {
        builder.ToTable("contest_plans").HasKey(plan => new { plan.RoundId, plan.BlockId });
        builder.Ignore(plan => plan.Lines).Ignore(plan => plan.Plan);
        builder.HasOne<Round>().WithMany(round => round.Plans).HasForeignKey(plan => plan.RoundId);
        builder.HasOne<Block>().WithMany().HasForeignKey(plan => plan.BlockId);
    }

    public void Configure(EntityTypeBuilder<RoundResult> builder)
    {
        builder.ToTable("contest_results").HasKey(result => new { result.RoundId, result.BlockId });
        builder.HasOne<Round>().WithMany().HasForeignKey(result => result.RoundId);
        builder.HasOne<Block>().WithMany().HasForeignKey(result => result.BlockId);
    }

    public void Configure(EntityTypeBuilder<RoundReport> builder)
    {
        builder.ToTable("contest_reports").HasKey(report => new { report.RoundId, report.Kind });
        builder.Property(report => report.Kind).HasMaxLength(16);
        builder.HasOne<Round>().WithMany().HasForeignKey(report => report.RoundId);
    }
}
