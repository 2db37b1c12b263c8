using System.Text.Json.Nodes;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Recipes;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Indexes.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Import;

/// <summary>
/// Takes tables in through the newsroom's own import: <c>{ "name": "indexes-import", "Files": [ { "Path", "Kind", "Level", "Source", … } ] }</c>. Files of one index, level and
/// year go into one edition, in their order; what a later one says otherwise is noted, not taken.
/// </summary>
public sealed class IndexImportStep(SiteDb db, SiteModules modules, ContentImport import, UnitDirectory units, Sections sections) : IRecipeStep
{
    public string Name => "indexes-import";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        var kinds = await db.Set<IndexKind>().AsNoTracking().ToDictionaryAsync(kind => kind.ContentItemId, ct);
        var editions = new Dictionary<string, (IndexEdition Item, IndexTable Table, string PublishedUtc)>(StringComparer.Ordinal);
        foreach (var json in (step.Json["Files"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var path = json.String("Path");
            var kind = kinds.GetValueOrDefault(json.String("Kind")) ?? throw new FormatException($"{path}: không có bộ chỉ số “{json.String("Kind")}”.");
            foreach (var (year, table) in await ReadAsync(json, path, kind, recipe, registry, ct))
            {
                var fresh = Edition(json, kind, year);
                if (!editions.TryGetValue(fresh.ContentItemId, out var open)) { editions[fresh.ContentItemId] = (fresh, table, json.String("PublishedUtc")); continue; }
                if (!open.Item.Source.Contains(fresh.Source, StringComparison.Ordinal)) open.Item.Source = $"{open.Item.Source}; {fresh.Source}";
                if (open.Item.Derived.Length == 0) open.Item.Derived = fresh.Derived;
                editions[fresh.ContentItemId] = open with { Table = IndexImport.Merge(open.Table, table) };
            }
        }
        var type = modules.ContentType("IndexEdition")!;
        var tree = await sections.GetAsync(ct);
        foreach (var (item, table, published) in editions.Values)
        {
            item.Table = IndexJson.Write(table);
            var text = ContentJson.Write(item, type, "", registry);
            (text["ContentItemId"], text["Published"]) = (item.ContentItemId, true);
            if (published.Length > 0) (text["CreatedUtc"], text["PublishedUtc"]) = (published, published);
            await import.StageAsync(text, tree, ct);
        }
    }

    private static async Task<IReadOnlyList<(int Year, IndexTable Table)>> ReadAsync(JsonObject json, string path, IndexKind kind, Recipe recipe, UnitRegistry registry, CancellationToken ct)
    {
        var file = RecipeReader.Inside(recipe.Folder, path);
        if (!File.Exists(file)) throw new FormatException($"không có tệp {path}.");
        try
        {
            var sheet = SheetReader.Read(path, await File.ReadAllBytesAsync(file, ct))[0];
            var criteria = CriteriaText.Read(kind.Criteria).Criteria;
            var roles = ImportColumns.Guess(sheet.Rows.Count > 0 ? sheet.Rows[0].Cells : [], criteria, json["Columns"]?.ToJsonString() ?? "");
            var result = IndexImport.Read(sheet, new(roles, criteria, json.Enum("Level", IndexLevel.Province), null, kind.Slug ?? "", kind.ScaleFrom, kind.ScaleTo, json.Flag("KeepUnknown", missing: false)) { InPercent = kind.Unit == "%" }, registry);
            return result.Blocked ? throw new FormatException(string.Join(' ', result.Problems.Where(problem => problem.Blocks).Take(5))) : result.Years;
        }
        catch (Exception error) when (error is SheetException or FormatException) { throw new FormatException($"{path}: {error.Message}", error); }
    }

    private static IndexEdition Edition(JsonObject json, IndexKind kind, int year)
    {
        var level = json.Enum("Level", IndexLevel.Province);
        return new()
        {
            ContentItemId = IdOf(kind.Slug ?? kind.ContentItemId, level, year), KindId = kind.ContentItemId, Year = year, Level = level, Title = $"{kind.ShortName} năm {year}", Slug = $"{kind.Slug}-{year}-{IndexEdition.LevelWord(level)}",
            Source = json.String("Source"), SourceUrl = json.String("SourceUrl"), Decision = json.String("Decision"), Derived = json.String("Derived"), Incomplete = json.String("Incomplete"), Author = kind.Author,
        };
    }

    /// <summary>The same edition has the same id on every site, so that a recipe run twice changes nothing.</summary>
    private static string IdOf(string slug, IndexLevel level, int year)
    {
        var word = Vietnamese.Slug(slug).Replace("-", "", StringComparison.Ordinal);
        return $"cchced{word[..Math.Min(12, word.Length)]}{IndexEdition.LevelWord(level).Replace("-", "", StringComparison.Ordinal)}".PadRight(22, '0') + year;
    }
}
