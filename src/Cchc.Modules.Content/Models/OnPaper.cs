namespace Cchc.Modules.Content.Models;

/// <summary>Cuts a model down to what one sheet of A4 holds, whatever has been written: paper does not scroll, and what a printer left out nobody would miss.</summary>
public static class OnPaper
{
    /// <summary>Figures and units that find room.</summary>
    public const int Figures = 3, Units = 8;
    /// <summary>Letters of problem, solution and note: four lines each.</summary>
    public const int Text = 400;
    private const int Title = 120, Line = 60, Cell = 48, Measure = 16, Note = 200;

    /// <summary>Shortens the sheet. Its model is changed: it must not be one that anybody saves.</summary>
    public static ModelSheet ForPaper(this ModelSheet sheet)
    {
        var model = sheet.Model;
        (model.Title, model.Problem, model.Summary, model.SourceNote) = (Cut(model.Title, Title), Cut(model.Problem, Text), Cut(model.Summary, Text), Cut(model.SourceNote, Note));
        (model.Authors, model.Place, model.Contact, model.Decision) = (Cut(model.Authors, Line), Cut(model.Place, Line), Cut(model.Contact, Line), Cut(model.Decision, Line));
        var results = model.Results.Take(Figures).Select(result => new MeasuredResult
        {
            Label = Cut(result.Label, Cell), Measure = Cut(result.Measure, Measure), Before = result.Before, After = result.After, Source = Cut(result.Source, Cell),
        }).ToList();
        model.Results.Clear();
        model.Results.AddRange(results);
        return sheet.Origin is { } origin ? sheet with { Origin = origin with { Title = Cut(origin.Title, Line) } } : sheet;
    }

    /// <summary>The text, or its beginning up to a whole word and "…"; never longer than <paramref name="most"/>.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = text.LastIndexOf(' ', most - 1);
        return text[..(end > most / 2 ? end : most - 1)].TrimEnd(' ', ',', ';', '.') + "…";
    }
}
