using System.Text;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Recipes;
using Cchc.Modules.Contest.Data;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Bank;

/// <summary>What an import did, line by line where something needs a look.</summary>
public sealed record ImportReport(int Added, int Changed, int Same, IReadOnlyList<ImportReport.Remark> Remarks)
{
    public sealed record Remark(int Line, string Code, string Text);
}

/// <summary>
/// Takes questions of a file into the bank: those that are right, in one transaction; the others are named by line. A known code
/// gets a new wording, an unknown one whose text is in the bank already is left out. Nothing of it is drawn before it is appraised.
/// </summary>
public sealed class ImportQuestions(SiteDb db, QuestionStore store, TimeProvider clock)
{
    public const long MostBytes = 20 * 1024 * 1024;

    /// <summary>Reads a file by what it is: a workbook, or text whose form its name and first letters tell.</summary>
    /// <exception cref="FormatException">It is none of the known forms; the message, in Vietnamese, says why.</exception>
    public static IReadOnlyList<ReadQuestion> Read(Stream stream, string fileName)
    {
        var name = fileName.ToLowerInvariant();
        if (name.EndsWith(".xlsx", StringComparison.Ordinal) || name.EndsWith(".csv", StringComparison.Ordinal)) return Table(stream);
        if (name.EndsWith(".xls", StringComparison.Ordinal)) throw new FormatException("Tệp .xls kiểu cũ: hãy mở bằng Excel và lưu thành .xlsx.");
        string text;
        try { text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)).ReadToEnd(); }
        catch (DecoderFallbackException error) { throw new FormatException("Tệp không phải chữ UTF-8.", error); }
        if (name.EndsWith(".xml", StringComparison.Ordinal)) return MoodleXmlFormat.Read(text);
        if (name.EndsWith(".gift", StringComparison.Ordinal)) return GiftFormat.Read(text);
        if (name.EndsWith(".txt", StringComparison.Ordinal)) return text.Contains("ANSWER:", StringComparison.OrdinalIgnoreCase) || text.Contains("ĐÁP ÁN:", StringComparison.OrdinalIgnoreCase) ? AikenFormat.Read(text) : GiftFormat.Read(text);
        throw new FormatException("Chỉ nhận tệp .xlsx, .csv, .gift, .txt (GIFT, Aiken) và .xml (Moodle).");
    }

    /// <param name="onlyLook">Tells what would happen and changes nothing.</param>
    /// <param name="appraiser">For recipes, whose keys were appraised before.</param>
    public async Task<ImportReport> RunAsync(IReadOnlyList<ReadQuestion> read, Actor actor, bool onlyLook, string? appraiser, CancellationToken ct)
    {
        var remarks = read.Where(one => one.Problems.Count > 0).Select(one => new ImportReport.Remark(one.Line, one.Draft?.Code ?? "", string.Join(' ', one.Problems))).ToList();
        var known = await db.Set<Question>().ToDictionaryAsync(question => question.Code, StringComparer.OrdinalIgnoreCase, ct);
        var prints = known.Values.GroupBy(question => question.Fingerprint).ToDictionary(group => group.Key, group => group.First().Code);
        var versions = await (from question in db.Set<Question>() join version in db.Set<QuestionVersion>() on new { question.Id, Number = question.Current } equals new { Id = version.QuestionId, version.Number } select version)
            .ToDictionaryAsync(version => version.QuestionId, ct);
        var topics = await db.Set<QuestionTopic>().AsNoTracking().ToDictionaryAsync(topic => topic.Id, topic => topic.Name, ct);
        var (added, changed, same) = (0, 0, 0);
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, draft, problems) in read)
        {
            if (draft is null || problems.Count > 0) continue;
            if (draft.Code.Length > 0 && !seen.Add(draft.Code)) { remarks.Add(new(line, draft.Code, "Mã này đã có ở một dòng phía trên.")); continue; }
            var print = QuestionVersion.FingerprintOf(draft.Text);
            if (draft.Code.Length > 0 && known.TryGetValue(draft.Code, out var question))
            {
                if (versions.TryGetValue(question.Id, out var version) && store.Reword(question, version, draft, actor)) changed++;
                else same++;
                if (draft.Topic.Length > 0 && topics.GetValueOrDefault(question.TopicId) != draft.Topic) question.TopicId = (await store.TopicAsync(draft.Topic, ct)).Id;
                continue;
            }
            if (prints.TryGetValue(print, out var twin))
            {
                remarks.Add(new(line, draft.Code, $"Trùng với câu {twin} nên không nhập."));
                continue;
            }
            var fresh = store.Add(draft, await store.TopicAsync(draft.Topic, ct), actor, appraiser);
            prints[print] = fresh.Code;
            db.Add(fresh);
            added++;
        }
        if (onlyLook)
        {
            if (transaction is not null) await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
        }
        else
        {
            db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, "question.imported", $"Nhập câu hỏi: thêm {added}, sửa {changed}, giữ nguyên {same}, {remarks.Count} dòng cần xem", "Question"));
            await db.SaveChangesAsync(ct);
            if (transaction is not null) await transaction.CommitAsync(ct);
        }
        return new(added, changed, same, [.. remarks.OrderBy(remark => remark.Line)]);
    }

    private static IReadOnlyList<ReadQuestion> Table(Stream stream)
    {
        var rows = TableRow.Read(stream);
        if (rows.Count > 0 && !rows[0].Cells.Keys.Any(heading => heading is "cau-hoi" or "question" or "noi-dung")) throw new FormatException("Bảng không có cột “Câu hỏi”. Hãy tải tệp mẫu và giữ nguyên hàng tiêu đề.");
        return TableFormat.Read(rows);
    }
}

/// <summary>Recipe step <c>contest-questions</c>: takes a file of questions through the same import; <c>Appraiser</c> says who appraised the keys.</summary>
public sealed class QuestionsStep(ImportQuestions import) : IRecipeStep
{
    public string Name => "contest-questions";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        var path = (string?)step.Json["Path"] ?? "";
        var file = RecipeReader.Inside(recipe.Folder, path);
        if (!File.Exists(file)) throw new FormatException($"không có tệp {path}.");
        await using var stream = File.OpenRead(file);
        var report = await import.RunAsync(ImportQuestions.Read(stream, path), Actor.System, onlyLook: false, (string?)step.Json["Appraiser"], ct);
        if (report.Remarks.Count > 0) throw new FormatException($"{path}, dòng {report.Remarks[0].Line}: {report.Remarks[0].Text}");
    }
}
