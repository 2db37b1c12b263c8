using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Documents;

/// <summary>A document with everything that stands around it on its sheet; the newsroom's preview shows the same.</summary>
public sealed record DocumentSheet(DocumentView Document, ILookup<string, RelationLine> Relations, IReadOnlyList<Story> Mentions, Unit? Unit, Term? Section)
{
    public static async Task<DocumentSheet> OfAsync(DocumentView document, IEnumerable<RelationLine> relations, SiteDb db, DocumentReads reads, Sections sections, UnitDirectory units, CancellationToken ct) => new(
        document,
        relations.ToLookup(relation => relation.Label),
        await reads.Mentions(db, document.ContentItemId).ToListAsync(ct),
        document.UnitId is { } unit ? (await units.GetAsync(ct)).Find(unit) : null,
        document.Sections.Count > 0 ? (await sections.GetAsync(ct)).Find(document.Sections[0]) : null);
}
