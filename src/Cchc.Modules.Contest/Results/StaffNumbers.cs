using System.Globalization;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Sheets;
using Cchc.Core.Units;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Results;

/// <summary>Numbers of staff of units as of a day, taken from a table. A rate of participation is a share of them.</summary>
public sealed class StaffNumbers(SiteDb db, UnitDirectory units, TimeProvider clock)
{
    public static readonly IReadOnlyList<SheetColumn> Columns = [new("Mã đơn vị", 14), new("Tên đơn vị", 40), new("Ngày", 14), new("Biên chế", 12)];
    private const int MostPeople = 1_000_000;

    /// <summary>Writes the lines that are right; the others are named.</summary>
    public async Task<ImportReport> ImportAsync(IReadOnlyList<TableRow> rows, Actor actor, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        var known = (await db.Set<UnitStaff>().ToListAsync(ct)).ToDictionary(staff => (staff.UnitId, staff.On));
        var remarks = new List<ImportReport.Remark>();
        var (added, changed, same) = (0, 0, 0);
        foreach (var row in rows)
        {
            var (code, name) = (row["ma-don-vi", "ma", "code"], row["ten-don-vi", "don-vi", "name"]);
            void Remark(string text) => remarks.Add(new(row.Number, code.Length > 0 ? code : name, text));
            if (DayOf(row["ngay", "date"]) is not { } on) { Remark("Ngày chưa đúng: hãy ghi như 31/12/2025."); continue; }
            if (!int.TryParse(row["bien-che", "so-nguoi", "people"].Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people is < 1 or > MostPeople) { Remark("Biên chế là một số nguyên từ 1."); continue; }
            var found = registry.All.Where(unit => unit.ExistsOn(on) && (code.Length == 0 || unit.Code == code) && (name.Length == 0 || string.Equals(unit.Name, name, StringComparison.OrdinalIgnoreCase))).Take(2).ToList();
            if (code.Length + name.Length == 0 || found.Count == 0) { Remark("Danh mục không có đơn vị này vào ngày ấy."); continue; }
            if (found.Count > 1) { Remark("Có nhiều đơn vị như vậy: hãy ghi cả mã và tên."); continue; }
            var (unitId, isNew) = (found[0].Id, !known.TryGetValue((found[0].Id, on), out var before));
            if (isNew) db.Add(known[(unitId, on)] = new() { UnitId = unitId, On = on, People = people });
            else if (before!.People != people) before.People = people;
            else { same++; continue; }
            if (isNew) added++;
            else changed++;
        }
        db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, "contest.staff-imported", $"Nhập biên chế đơn vị: thêm {added}, sửa {changed}, {remarks.Count} dòng không nhập", "UnitStaff", ""));
        await db.SaveChangesAsync(ct);
        return new(added, changed, same, remarks);
    }

    /// <summary>"31/12/2025" as people write it, or "2025-12-31" as workbooks and programs do.</summary>
    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text.Split(' ', 'T')[0], ["d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
