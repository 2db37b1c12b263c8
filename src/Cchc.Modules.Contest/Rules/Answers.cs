using System.Globalization;
using System.Text;

namespace Cchc.Modules.Contest.Rules;

/// <summary>
/// Answers in one form, whatever order a paper showed: positions of the question itself. "2" for a choice, "0,2" for several,
/// "1,-,0" for matching (the right side of each left one), "2,0,1" for an order, the text for short answers and essays.
/// </summary>
public static class Answers
{
    /// <summary>Bounds of a text: a short answer is one line; an essay is five pages of A4.</summary>
    public const int LongestShort = 300, LongestEssay = 20_000;

    /// <summary>Reads what a paper's form sent.</summary>
    /// <param name="sent">Positions as shown, from 0: one or several for a choice; for matching and ordering one for each line, "" where nothing is chosen.</param>
    /// <returns>The answer; "" when it was taken back; null when it fits no answer of this question.</returns>
    public static string? Read(PaperQuestion question, IReadOnlyList<string> sent)
    {
        var order = question.Order;
        switch (question.Kind)
        {
            case QuestionKind.Single or QuestionKind.TrueFalse:
                return sent switch { [] or [""] => "", [var one] when Shown(one) is { } at => Text(order[at]), _ => null };
            case QuestionKind.Multiple:
                if (sent.All(one => one.Length == 0)) return "";
                var chosen = sent.Select(Shown).ToList();
                return chosen.Contains(null) || chosen.Distinct().Count() < chosen.Count ? null : string.Join(',', chosen.Select(at => order[at!.Value]).Order().Select(Text));
            case QuestionKind.Matching:
                if (sent.Count != order.Count || sent.Any(one => one.Length > 0 && Shown(one) is null)) return null;
                return sent.All(one => one.Length == 0) ? "" : string.Join(',', sent.Select(one => Shown(one) is { } at ? Text(order[at]) : "-"));
            case QuestionKind.Ordering:
                // Each shown item says its place; places that are missing or taken twice leave the answer unfinished.
                if (sent.Count != order.Count || sent.Any(one => one.Length > 0 && Shown(one) is null)) return null;
                if (sent.All(one => one.Length == 0)) return "";
                var places = new string[order.Count];
                Array.Fill(places, "-");
                for (var item = 0; item < sent.Count; item++)
                    if (Shown(sent[item]) is { } place) places[place] = places[place] == "-" ? Text(order[item]) : places[place];
                return string.Join(',', places);
            default:
                var text = string.Join('\n', sent).Trim();
                return text.Length > (question.Kind == QuestionKind.Short ? LongestShort : LongestEssay) ? null : text;
        }

        int? Shown(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < order.Count ? at : null;
    }

    /// <summary>What the form of that paper shows again: the reverse of <see cref="Read"/>.</summary>
    public static IReadOnlyList<string> Show(PaperQuestion question, string answer)
    {
        if (question.Kind is QuestionKind.Short or QuestionKind.Essay) return [answer];
        var shownAt = question.Order.Select((position, shown) => (position, shown)).ToDictionary(pair => pair.position, pair => pair.shown);
        var parts = Parts(answer);
        switch (question.Kind)
        {
            case QuestionKind.Matching:
                return [.. question.Order.Select((_, left) => left < parts.Count && parts[left] is { } right ? Text(shownAt[right]) : "")];
            case QuestionKind.Ordering:
                var places = new string[question.Order.Count];
                Array.Fill(places, "");
                for (var place = 0; place < parts.Count; place++)
                    if (parts[place] is { } item) places[shownAt[item]] = Text(place);
                return places;
            default:
                return [.. parts.OfType<int>().Select(position => shownAt[position]).Order().Select(Text)];
        }
    }

    /// <summary>Positions of an answer; null where one is missing.</summary>
    public static IReadOnlyList<int?> Parts(string answer) =>
        answer.Length == 0 ? [] : [.. answer.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : (int?)null)];

    /// <summary>How short answers are compared: composed, lower case, one blank between words, without the mark at the end. Tone marks count.</summary>
    public static string Normalised(string text)
    {
        var words = text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).Trim('.', ',', ';', ':', '!', '?', '"', '“', '”', ' ');
    }

    private static string Text(int position) => position.ToString(CultureInfo.InvariantCulture);
}
