using BenchmarkDotNet.Attributes;
using Cchc.Core.Sheets;
using Cchc.Core.Units;
using Cchc.Modules.Indexes;
using Cchc.Modules.Indexes.Rules;

namespace Cchc.Benchmarks;

/// <summary>A file of 12,233 scores from its bytes to what an edition stores, and what a page makes of it.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private byte[] file = [];
    private UnitRegistry units = new([], []);
    private IReadOnlyList<Criterion> criteria = [];
    private IndexTable table = IndexTable.Empty;

    [GlobalSetup]
    public void Load()
    {
        file = Samples.Table("papi_subdimensions_2018_2024.csv");
        var rows = SheetReader.Read("papi.csv", file)[0].Rows;
        criteria = [.. rows.Skip(1).Select(row => row[3]).Distinct().Select(code => new Criterion(code, code))];
        units = new(SheetReader.Read("units.csv", Samples.Table("provinces_63_before_2025_07.csv"))[0].Rows.Skip(1).Select((row, at) =>
        {
            var unit = new Unit { Kind = UnitKind.Province, Code = row[0], Name = row[1], Slug = Unit.SlugOf(row[0], row[1], null) };
            typeof(Unit).GetProperty(nameof(Unit.Id))!.SetValue(unit, at + 1);
            return unit;
        }), []);
        var read = Import();
        if (read.Blocked || read.Years.Sum(year => year.Table.Results.Sum(result => result.Scores.Count)) < 10_000) throw new InvalidOperationException($"The file was not read: {string.Join(' ', read.Problems.Take(3))}");
        table = read.Years[0].Table;
    }

    [Benchmark]
    public ImportResult Import()
    {
        var sheet = SheetReader.Read("papi.csv", file)[0];
        return IndexImport.Read(sheet, new(ImportColumns.Guess(sheet.Rows[0].Cells, criteria, ""), criteria, IndexLevel.Province, null, "papi", 1, 80), units);
    }

    [Benchmark] public int Store() => Import().Years.Sum(year => IndexJson.Write(year.Table).Length);

    [Benchmark] public IReadOnlyList<RankedRow> Rank() => Ranking.Of(table, criteria[0].Code, null, true, true, false, false);
}
