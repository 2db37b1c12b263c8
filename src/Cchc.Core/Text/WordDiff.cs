using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Cchc.Core.Text;

/// <summary>One stretch of a line in a comparison.</summary>
/// <param name="Kind">'=' in both texts, '-' only before, '+' only after.</param>
public sealed record DiffWords(char Kind, string Text);

/// <summary>One line of a comparison, as it was and as it is.</summary>
/// <param name="Before">Empty where the line is new.</param>
/// <param name="After">Empty where the line is gone.</param>
public sealed record DiffLine(IReadOnlyList<DiffWords> Before, IReadOnlyList<DiffWords> After)
{
    public bool Same => Before.All(words => words.Kind == '=') && After.All(words => words.Kind == '=') && Before.Count > 0 == After.Count > 0;
}

/// <summary>Compares two texts word by word, line against line. Pure.</summary>
public static class WordDiff
{
    /// <summary>The comparison would take seconds beyond this: lines are compared as a whole then.</summary>
    private const int MostForWords = 400_000;

    /// <summary>The lines of both texts in order; a line that was changed stands beside what it became.</summary>
    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        var model = new SideBySideDiffBuilder(Differ.Instance).BuildDiffModel(before, after, ignoreWhitespace: false);
        var byWords = before.Length + after.Length <= MostForWords;
        return [.. model.OldText.Lines.Zip(model.NewText.Lines, (left, right) => new DiffLine(Words(left, '-', byWords), Words(right, '+', byWords)))];
    }

    private static List<DiffWords> Words(DiffPiece line, char changed, bool byWords) => line.Type switch
    {
        ChangeType.Imaginary => [],
        ChangeType.Unchanged => [new('=', line.Text)],
        ChangeType.Modified when byWords => Join(line.SubPieces, changed),
        _ => [new(changed, line.Text)],
    };

    private static List<DiffWords> Join(IEnumerable<DiffPiece> pieces, char changed)
    {
        var words = new List<DiffWords>();
        foreach (var piece in pieces.Where(piece => piece.Type != ChangeType.Imaginary && piece.Text is not null))
        {
            var kind = piece.Type == ChangeType.Unchanged ? '=' : changed;
            if (words.Count > 0 && words[^1].Kind == kind) words[^1] = new(kind, words[^1].Text + piece.Text);
            else words.Add(new(kind, piece.Text));
        }
        return words;
    }
}
