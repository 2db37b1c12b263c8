using System.Globalization;
using Cchc.Core.Content;
using Cchc.Core.Sheets;
using Cchc.Core.Text;
using Cchc.Modules.Indexes;
using Cchc.Modules.Indexes.Rules;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class IndexRecipeOnSqlite(SqliteSite site) : IndexRecipeTests(site), IClassFixture<SqliteSite>;

public sealed class IndexRecipeOnPostgres(PostgresSite site) : IndexRecipeTests(site), IClassFixture<PostgresSite>;

/// <summary>What the sample shows is what the sources say, cell by cell.</summary>
public abstract class IndexRecipeTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Theory]
    [InlineData("pci", "pci_2012_2019.csv", "pci_score", 504)]
    [InlineData("pci", "pci_2020_2024_partial.csv", "pci_score", 44)]
    [InlineData("papi", "papi_dimensions_2011_2019.csv", "total_unweighted_as_published", 567)]
    [InlineData("papi", "papi_dimensions_2020_2024_derived.csv", "total_if_all_eight_present", 315)]
    [InlineData("papi", "papi_subdimensions_2018_2024.csv", "", 12_233)]
    [InlineData("par-index", "par_index_2020_top10_components.csv", "par_index", 10)]
    [InlineData("par-index", "par_sipas_partial.csv", "score_percent", 33)]
    [InlineData("sipas", "par_sipas_partial.csv", "score_percent", 18)]
    [InlineData("cchc-cap-xa", "cchc_cap_xa_2025_minh_hoa.csv", "Tổng điểm", 102)]
    [InlineData("cchc-thanh-hoa", "par_units_thanh_hoa_2023_partial.csv", "points", 8)]
    [InlineData("par-index", "par_index_regions.csv", "par_index_average", 16, IndexLevel.Region)]
    [InlineData("par-index", "par_index_ministries_partial.csv", "value", 3, IndexLevel.Ministry)]
    [InlineData("par-index", "national_averages.csv", "value", 2, IndexLevel.Country)]
    [InlineData("sipas", "national_averages.csv", "value", 5, IndexLevel.Country)]
    [InlineData("papi", "national_averages.csv", "value", 2, IndexLevel.Country)]
    public async Task Every_cell_is_that_of_the_source(string slug, string file, string total, int rows, IndexLevel? level = null)
    {
        var shelf = await Site.InAsync(async services => await services.GetRequiredService<IndexLibrary>().GetAsync());
        var index = shelf.Find(slug)!;
        var criteria = CriteriaText.Read(index.Item.Criteria).Criteria;
        var sheet = SheetReader.Read(file, await File.ReadAllBytesAsync(Repository.PathOf($"recipes/sample/indexes/{file}")))[0];
        var headings = sheet.Rows[0].Cells.ToList();
        var roles = ImportColumns.Guess(headings, criteria, level is null ? "" : """{"region":"unit","ministry":"unit","item":"unit","value":"total","par_index_average":"total"}""");
        var seen = 0;
        foreach (var row in sheet.Rows.Skip(1))
        {
            string Of(string role) => roles.ToList().IndexOf(role) is >= 0 and var at ? row[at] : "";
            if (Of(ColumnRole.Index) is { Length: > 0 } other && Vietnamese.Slug(other) != slug) continue;
            seen++;
            var edition = level is null ? index.Find(int.Parse(Of(ColumnRole.Year), CultureInfo.InvariantCulture))! : index.Editions.Single(one => one.Level == level && $"{one.Year}" == Of(ColumnRole.Year));
            var line = edition.Table.Results.Single(result => Of(ColumnRole.Code) is { Length: > 0 } code ? result.UnitSlug!.StartsWith($"{code}-", StringComparison.Ordinal) : result.UnitName == Of(ColumnRole.Unit));
            if (total.Length > 0) Same(row[headings.IndexOf(total)], line.Total.Value, line);
            if (Of(ColumnRole.Rank) is { Length: > 0 } rank) Assert.Equal(rank, line.Rank?.ToString(CultureInfo.InvariantCulture));
            if (Of(ColumnRole.Criterion) is { Length: > 0 } one) Same(Of(ColumnRole.Score), line.ScoreOf(one).Value, line);
            foreach (var criterion in criteria)
                if (roles.Contains(ColumnRole.OfCriterion + criterion.Code)) Same(Of(ColumnRole.OfCriterion + criterion.Code), line.ScoreOf(criterion.Code).Value, line);
        }
        Assert.Equal(rows, seen);
        Assert.All(index.Editions, edition => Assert.Equal((ContentState.Published, true), (edition.Item.State, edition.Item.Source.Length > 0)));

        // A second source that says otherwise stands in the note.
        static void Same(string cell, decimal? value, UnitResult line)
        {
            if (cell.Length == 0 || ScoreText.Number(cell) == value) { if (cell.Length > 0) Assert.NotNull(value); return; }
            Assert.Contains(ScoreText.Show(ScoreText.Number(cell)!.Value), line.Note, StringComparison.Ordinal);
        }
    }
}
