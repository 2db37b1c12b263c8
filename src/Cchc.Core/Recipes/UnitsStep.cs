using System.Globalization;
using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Recipes;

/// <summary>
/// Fills the registry of units from the lists of the National Statistics Office (columns as in <c>recipes/units</c>). A province
/// of the new list that was formed from one old province of the same code and name is that province: it only goes on.
/// </summary>
public sealed class UnitsStep(SiteDb db, UnitDirectory directory, TimeProvider clock) : IRecipeStep
{
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim };
    private readonly Dictionary<(UnitKind Kind, string Code, DateOnly? From, DateOnly? To), Unit> known = [];

    public string Name => "units";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        foreach (var unit in await db.Set<Unit>().ToListAsync(ct)) known[(unit.Kind, unit.Code, unit.ValidFrom, unit.ValidTo)] = unit;
        foreach (var json in (step.Json["Files"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var path = json.String("Path");
            var file = RecipeReader.Inside(recipe.Folder, path);
            if (!File.Exists(file)) throw new FormatException($"không có tệp {path}.");
            var rows = Read(file);
            try
            {
                switch (json.String("Kind"))
                {
                    case "Provinces": await TakeProvincesAsync(rows, json.Date("ValidFrom"), json.Date("ValidTo"), ct); break;
                    case "Communes": await TakeCommunesAsync(rows, json.Date("ValidFrom"), json.Date("ValidTo"), ct); break;
                    case "DistrictsAndCommunes": await TakeDistrictsAsync(rows, json.Date("ValidFrom"), json.Date("ValidTo"), ct); break;
                    case "Successors": await TakeSuccessorsAsync(rows, json.Date("On") ?? throw new FormatException("thiếu On."), ct); break;
                    case var other: throw new FormatException($"không có loại danh sách “{other}”.");
                }
            }
            catch (FormatException error) { throw new FormatException($"{path}: {error.Message}", error); }
        }
        db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [UnitDirectory.ChangeTag, Tag.Site]));
        directory.Forget();
    }

    private async Task TakeProvincesAsync(List<Row> rows, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var steps = new List<(Unit Before, Unit After)>();
        foreach (var row in rows)
        {
            var formedFrom = row.Has("formed_from_old_codes") ? row["formed_from_old_codes"].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
            if (from is { } start && formedFrom is [var only] && only == row["code"] && Standing(UnitKind.Province, only, start) is { } same && same.Name == row["name"])
            {
                known.Remove((same.Kind, same.Code, same.ValidFrom, same.ValidTo));
                same.ValidTo = to;
                same.Slug = Unit.SlugOf(same.Code, same.Name, to);
                known[(same.Kind, same.Code, same.ValidFrom, to)] = same;
                continue;
            }
            // The list of before names it with its end, but on an earlier run the list of today has let it go on.
            if (to is not null && known.TryGetValue((UnitKind.Province, row["code"], from, null), out var goesOn) && goesOn.Name == row["name"]) continue;
            var unit = Take(UnitKind.Province, row["code"], row["name"], null, from, to);
            foreach (var code in formedFrom)
                steps.Add((Standing(UnitKind.Province, code, from!.Value) ?? throw new FormatException($"không có tỉnh cũ mã {code}."), unit));
        }
        await db.SaveChangesAsync(ct);
        foreach (var (before, after) in steps) await LinkAsync(before, after, from!.Value, "Hợp nhất", ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeCommunesAsync(List<Row> rows, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            var parent = Find(UnitKind.Province, row["province_code"], from ?? to!.Value.AddDays(-1));
            Take(UnitKind.Commune, row["code"], row["name"], parent.Id, from, to);
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeDistrictsAsync(List<Row> rows, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        var day = to?.AddDays(-1) ?? from ?? DateOnly.MinValue;
        foreach (var row in rows.DistinctBy(row => row["district_code"]))
            Take(UnitKind.District, row["district_code"], row["district"], Find(UnitKind.Province, row["province_code"], day).Id, from, to);
        await db.SaveChangesAsync(ct);
        foreach (var row in rows)
            Take(UnitKind.Commune, row["commune_code"], row["commune"], Find(UnitKind.District, row["district_code"], day).Id, from, to);
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeSuccessorsAsync(List<Row> rows, DateOnly on, CancellationToken ct)
    {
        foreach (var row in rows)
            await LinkAsync(Find(UnitKind.Commune, row["old_commune_code"], on.AddDays(-1)), Find(UnitKind.Commune, row["new_commune_code"], on), on, row["note"], ct);
        await db.SaveChangesAsync(ct);
    }

    private Unit Take(UnitKind kind, string code, string name, int? parentId, DateOnly? from, DateOnly? to)
    {
        if (known.TryGetValue((kind, code, from, to), out var unit))
        {
            unit.Name = name;
            unit.ParentId = parentId;
            return unit;
        }
        unit = new() { Kind = kind, Code = code, Name = name, Slug = Unit.SlugOf(code, name, to), ParentId = parentId, ValidFrom = from, ValidTo = to };
        known[(kind, code, from, to)] = unit;
        db.Add(unit);
        return unit;
    }

    private async Task LinkAsync(Unit before, Unit after, DateOnly on, string note, CancellationToken ct)
    {
        if (await db.Set<UnitSuccession>().FindAsync([before.Id, after.Id, on], ct) is null)
            db.Add(new UnitSuccession { PredecessorId = before.Id, SuccessorId = after.Id, On = on, Note = note });
    }

    /// <summary>The unit that stood until that day, or stands on it.</summary>
    private Unit? Standing(UnitKind kind, string code, DateOnly day) =>
        known.Values.FirstOrDefault(unit => unit.Kind == kind && unit.Code == code && unit.ExistsOn(day.AddDays(-1)));

    private Unit Find(UnitKind kind, string code, DateOnly on)
    {
        byCode ??= known.Values.ToLookup(unit => (unit.Kind, unit.Code));
        if (byCode[(kind, code)].FirstOrDefault(unit => unit.ExistsOn(on)) is { } unit) return unit;
        byCode = known.Values.ToLookup(other => (other.Kind, other.Code));
        return byCode[(kind, code)].FirstOrDefault(other => other.ExistsOn(on)) ?? throw new FormatException($"không có đơn vị {kind} mã {code} vào ngày {on:dd/MM/yyyy}.");
    }

    private ILookup<(UnitKind, string), Unit>? byCode;

    private static List<Row> Read(string file)
    {
        using var reader = new CsvReader(new StreamReader(file), Csv);
        reader.Read();
        reader.ReadHeader();
        var header = reader.HeaderRecord!;
        var rows = new List<Row>();
        while (reader.Read()) rows.Add(new(header.Zip(reader.Parser.Record!).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)));
        return rows;
    }

    private sealed class Row(Dictionary<string, string> cells)
    {
        public string this[string column] => cells.GetValueOrDefault(column) ?? throw new FormatException($"thiếu cột {column}.");
        public bool Has(string column) => cells.ContainsKey(column);
    }
}
