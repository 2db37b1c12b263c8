using Cchc.Core.Changes;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Rules;
using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>What the pages of one contest share: the contest of the address, and the time of the server.</summary>
public abstract class ContestPage(ContestBook book, TimeProvider clock) : PageModel
{
    [FromRoute] public string Slug { get; set; } = "";
    public ContestFace Face { get; private set; } = null!;
    public ContestShelf Shelf { get; private set; } = null!;
    /// <summary>When the page was asked for.</summary>
    public DateTime NowUtc { get; } = clock.GetUtcNow().UtcDateTime;
    /// <summary>What the clock says at this line.</summary>
    protected DateTime ClockUtc => clock.GetUtcNow().UtcDateTime;
    public string Home => $"/cuoc-thi/{Face.Contest.Slug}";
    /// <summary>The round that is open; when several are, the one that closes first.</summary>
    public Round? OpenRound => Face.Rounds.Where(round => round.IsOpen(NowUtc)).MinBy(round => round.ClosesUtc);

    /// <summary>Finds the contest; false when there is none that readers may see.</summary>
    protected async Task<bool> LoadAsync(CancellationToken ct)
    {
        Shelf = await book.GetAsync(ct);
        if (Shelf.Find(Slug) is not { } face) return false;
        Face = face;
        HttpContext.MadeOf(ContestBook.ChangeTag);
        return true;
    }

    /// <summary>"20 câu hỏi và 1 câu dự đoán".</summary>
    public static string PaperText(Round round, PaperPlan? plan) => $"{plan?.Questions ?? 0} câu hỏi{(round.Prediction == PredictionKind.None ? "" : " và 1 câu dự đoán")}";

    /// <summary>"Điểm, rồi dự đoán gần nhất, rồi thời gian làm".</summary>
    public static string OrderText(Round round) => string.Join(", rồi ", round.Chain.Where(one => one != TieBreak.Prediction || round.Prediction != PredictionKind.None).Select(one => one switch
    {
        TieBreak.Prediction => "dự đoán gần nhất", TieBreak.Time => "thời gian làm ngắn hơn", _ => "nộp sớm hơn",
    }).Prepend("Điểm"));

    public static string AttemptsText(Round round) => round.Attempts switch
    {
        0 => "Không giới hạn",
        1 => "1 lượt mỗi người",
        var many => $"{many} lượt, lấy lượt {round.Counts switch { CountedAttempt.First => "đầu tiên", CountedAttempt.Last => "cuối cùng", _ => "điểm cao hơn" }}",
    };

    /// <summary>Points without trailing zeros, with a comma: "8,5".</summary>
    public static string PointsText(int hundredths) => (hundredths / 100m).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture).Replace('.', ',');

    /// <summary>"12 phút 05 giây".</summary>
    public static string SpanText(TimeSpan span) => span.TotalHours >= 1 ? $"{(int)span.TotalHours} giờ {span.Minutes} phút" : $"{(int)span.TotalMinutes} phút {span.Seconds:00} giây";

    public static string StartText(StartProblem problem) => problem switch
    {
        StartProblem.NotOpen => "Kỳ thi chưa mở.",
        StartProblem.Closed => "Kỳ thi đã đóng.",
        StartProblem.Paused => "Ban tổ chức đang tạm dừng kỳ thi. Bài đang làm không bị ảnh hưởng; xin quay lại sau.",
        StartProblem.NoAttemptsLeft => "Bạn đã dùng hết số lượt của kỳ này.",
        _ => "",
    };
}
