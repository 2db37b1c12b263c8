using System.Net;
using System.Text;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Indexes.Pages.Indexes;

/// <summary>Everything that is published of one index: all units, all criteria, all years. Its cells are some ten thousand, so they are written straight.</summary>
public sealed class AllModel(IndexLibrary library) : PageModel
{
    public Index Index { get; private set; } = null!;
    /// <summary>All criteria of all editions, each once.</summary>
    public IReadOnlyList<Criterion> Columns { get; private set; } = [];
    public int Lines { get; private set; }
    public string Body { get; private set; } = "";
    public IReadOnlyList<int> BreaksOfAll { get; private set; } = [];
    [FromQuery(Name = "q")] public string? Q { get; set; }

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct)
    {
        HttpContext.MadeOf(IndexTags.All);
        if ((await library.GetAsync(ct)).Find(kind) is not { Editions.Count: > 0 } index) return NotFound();
        Index = index;
        Columns = index.AllCriteria();
        BreaksOfAll = [.. Breaks.Read(index.Item.Breaks).Keys.Order()];
        Write(Vietnamese.Fold(Q?.Trim()));
        return Page();
    }

    private void Write(string key)
    {
        var html = new StringBuilder(64 * 1024);
        html.Append("<thead><tr><th scope=\"col\">Năm</th><th scope=\"col\">Đơn vị</th><th scope=\"col\" class=\"r\">Tổng</th><th scope=\"col\" class=\"r\">Hạng</th>");
        foreach (var column in Columns) html.Append("<th scope=\"col\" class=\"r\">").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var edition in Index.Editions)
            foreach (var row in Index.Rows(edition))
            {
                var result = row.Result;
                if (key.Length > 0 && !Vietnamese.Fold(result.UnitName).Contains(key, StringComparison.Ordinal)) continue;
                Lines++;
                html.Append("<tr><td>").Append(edition.Year).Append("</td><th scope=\"row\">").Append(WebUtility.HtmlEncode(result.UnitName)).Append("</th>");
                Cell(result.Total);
                html.Append("<td class=\"r\">").Append(IndexWords.Rank(row.Rank)).Append("</td>");
                foreach (var column in Columns) Cell(result.ScoreOf(column.Code));
                html.Append("</tr>");
            }
        Body = html.Append("</tbody>").ToString();

        void Cell(Score score)
        {
            html.Append("<td class=r>");
            if (score.Value is { } value) html.Append(IndexWords.Number(value, Index.Item));
            else html.Append(score.State == ResultState.Missing ? "–" : WebUtility.HtmlEncode(Ranking.Words(score.State)));
            html.Append("</td>");
        }
    }
}
