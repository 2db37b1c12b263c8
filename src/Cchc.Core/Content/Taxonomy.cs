using Cchc.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Content;

public enum TermKind
{
    /// <summary>Chuyên mục: a tree that publishers keep.</summary>
    Section,
    /// <summary>Thẻ: flat, made by writing it.</summary>
    Tag,
}

/// <summary>One chuyên mục or tag. In recipes it is an Orchard taxonomy term.</summary>
public sealed class Term
{
    public int Id { get; private set; }
    public required string ContentItemId { get; init; }
    public required TermKind Kind { get; init; }
    public required string Name { get; set; }
    /// <summary>Last part of the address under <c>/chuyen-muc/</c> or <c>/the/</c>; unique within its kind.</summary>
    public required string Slug { get; set; }
    public int? ParentId { get; set; }
    /// <summary>Smaller comes first among its siblings.</summary>
    public int Position { get; set; }
    public string Description { get; set; } = "";
    /// <summary>A closed chuyên mục keeps its page and its items but takes no new ones.</summary>
    public bool Closed { get; set; }
}

public sealed class TermTable : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable("terms");
        builder.Property(term => term.ContentItemId).HasMaxLength(26);
        builder.Property(term => term.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(term => term.Name).HasMaxLength(120);
        builder.Property(term => term.Slug).HasMaxLength(120);
        builder.HasIndex(term => term.ContentItemId).IsUnique();
        builder.HasIndex(term => new { term.Kind, term.Slug }).IsUnique();
        builder.HasOne<Term>().WithMany().HasForeignKey(term => term.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>
/// That a published item stands under a term. An item under a child stands under every ancestor too, so that a chuyên mục's
/// page is one walk along one index however many items there are.
/// </summary>
public sealed class TermItem
{
    public int TermId { get; init; }
    public Term? Term { get; init; }
    public required string ContentType { get; init; }
    /// <summary>Content item id of the item.</summary>
    public required string Item { get; init; }
    public required DateTime PublishedUtc { get; init; }
}

public sealed class TermItemTable : IEntityTypeConfiguration<TermItem>
{
    public void Configure(EntityTypeBuilder<TermItem> builder)
    {
        builder.ToTable("term_items").HasKey(link => new { link.TermId, link.ContentType, link.PublishedUtc, link.Item });
        builder.Property(link => link.Item).HasMaxLength(26);
        builder.Property(link => link.ContentType).HasMaxLength(64);
        builder.HasIndex(link => link.Item);
        builder.HasOne(link => link.Term).WithMany().HasForeignKey(link => link.TermId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The tree of chuyên mục as one immutable value.</summary>
public sealed class SectionTree
{
    private readonly Dictionary<int, Term> byId;
    private readonly Dictionary<string, Term> byItemId;
    private readonly Dictionary<string, Term> bySlug;
    private readonly ILookup<int, Term> children;

    /// <exception cref="InvalidOperationException">A term is its own ancestor.</exception>
    public SectionTree(IEnumerable<Term> sections)
    {
        var all = sections.OrderBy(term => term.Position).ThenBy(term => term.Id).ToList();
        byId = all.ToDictionary(term => term.Id);
        byItemId = all.ToDictionary(term => term.ContentItemId, StringComparer.Ordinal);
        bySlug = all.ToDictionary(term => term.Slug, StringComparer.Ordinal);
        children = all.ToLookup(term => term.ParentId ?? 0);
        foreach (var term in all)
            if (AncestorsAndSelf(term).Count() > all.Count) throw new InvalidOperationException($"Term {term.Id} is its own ancestor.");
        All = all;
    }

    public IReadOnlyList<Term> All { get; }
    public IEnumerable<Term> Roots => children[0];
    public IEnumerable<Term> ChildrenOf(Term term) => children[term.Id];
    public Term? Find(string? contentItemId) => contentItemId is null ? null : byItemId.GetValueOrDefault(contentItemId);
    public Term? FindSlug(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>The term and those above it, nearest first. Stops after as many steps as there are terms.</summary>
    public IEnumerable<Term> AncestorsAndSelf(Term term)
    {
        var steps = 0;
        for (Term? at = term; at is not null && steps++ <= byId.Count; at = at.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null)
            yield return at;
    }

    /// <summary>Every term with its depth (0 for a root), in reading order.</summary>
    public IEnumerable<(Term Term, int Depth)> InOrder()
    {
        IEnumerable<(Term, int)> Below(Term term, int depth) =>
            children[term.Id].SelectMany(child => Below(child, depth + 1).Prepend((child, depth + 1)));
        return Roots.SelectMany(root => Below(root, 0).Prepend((root, 0)));
    }
}

/// <summary>The chuyên mục, kept in memory: every page shows some.</summary>
public sealed class Sections(IServiceScopeFactory scopes) : Snapshot<SectionTree>(scopes, ChangeTag)
{
    /// <summary>Evicts this snapshot.</summary>
    public const string ChangeTag = "sections";

    protected override async Task<SectionTree> LoadAsync(SiteDb db, CancellationToken ct) =>
        new(await db.Set<Term>().AsNoTracking().Where(term => term.Kind == TermKind.Section).ToListAsync(ct));
}
