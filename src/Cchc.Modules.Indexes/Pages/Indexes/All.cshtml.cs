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

    /// <summary>HTML lets the end of a cell and of a row go unsaid; over thirty thousand cells that is half of the page.</summary>
    private void Write(string key)
    {
        var html = new StringBuilder(256 * 1024);
        html.Append("<thead><tr><th scope=\"col\">Đơn vị<th scope=\"col\">Năm<th scope=\"col\">Tổng<th scope=\"col\">Hạng");
        foreach (var column in Columns) html.Append("<th scope=\"col\">").Append(WebUtility.HtmlEncode(column.Name));
        html.Append("<tbody>");
        foreach (var edition in Index.Editions)
            foreach (var row in Index.Rows(edition))
            {
                var result = row.Result;
                if (key.Length > 0 && !Vietnamese.Fold(result.UnitName).Contains(key, StringComparison.Ordinal)) continue;
                Lines++;
                html.Append("\n<tr><th scope=\"row\">").Append(WebUtility.HtmlEncode(result.UnitName)).Append("<td>").Append(edition.Year);
                Cell(result.Total);
                html.Append("<td>").Append(IndexWords.Rank(row.Rank));
                foreach (var column in Columns) Cell(result.ScoreOf(column.Code));
            }
        Body = html.ToString();

        void Cell(Score score)
        {
            html.Append("<td>");
            if (score.Value is { } value) IndexWords.Append(html, value, Index.Item);
            else if (score.State == ResultState.Missing) html.Append('–');
            else html.Append(Ranking.Words(score.State));
        }
    }
}
