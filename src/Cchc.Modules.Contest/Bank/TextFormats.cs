using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cchc.Modules.Contest.Rules;

namespace Cchc.Modules.Contest.Bank;

/// <summary>Moodle's GIFT (docs.moodle.org, "GIFT format"), without numerical questions, which the bank does not have.</summary>
public static partial class GiftFormat
{
    private const string Category = "$CATEGORY:";

    public static IReadOnlyList<ReadQuestion> Read(string text)
    {
        var found = new List<ReadQuestion>();
        var topic = "";
        foreach (var (line, block) in Blocks(text))
        {
            var lines = block.Split('\n').Where(one => !one.TrimStart().StartsWith("//", StringComparison.Ordinal)).ToList();
            while (lines.Count > 0 && lines[0].TrimStart().StartsWith(Category, StringComparison.OrdinalIgnoreCase))
            {
                topic = lines[0].Trim()[Category.Length..].Trim().Split('/')[^1].Replace("$course$", "", StringComparison.OrdinalIgnoreCase).Trim();
                lines.RemoveAt(0);
            }
            if (lines.TrueForAll(string.IsNullOrWhiteSpace)) continue;
            found.Add(ReadOne(line, string.Join('\n', lines).Trim(), topic));
        }
        return found;
    }

    private static ReadQuestion ReadOne(int line, string block, string topic)
    {
        var hidden = Hide(block);
        var code = "";
        if (Title().Match(hidden) is { Success: true } title) (code, hidden) = (Show(title.Groups[1].Value).Trim(), hidden[title.Length..]);
        var (open, close) = (hidden.IndexOf('{', StringComparison.Ordinal), hidden.LastIndexOf('}'));
        if (open < 0 || close < open) return ReadQuestion.Bad(line, "Câu GIFT thiếu phần trả lời trong dấu { }.");
        var after = hidden[(close + 1)..].Trim();
        var asked = Show(Markup().Replace((hidden[..open].TrimEnd() + (after.Length > 0 ? $" … {after}" : "")).Trim(), ""));
        var inside = hidden[(open + 1)..close].Trim();
        var explanation = "";
        if (inside.IndexOf("####", StringComparison.Ordinal) is >= 0 and var general) (explanation, inside) = (Show(inside[(general + 4)..]).Trim(), inside[..general].Trim());
        if (inside.StartsWith('#')) return ReadQuestion.Bad(line, "Câu hỏi dạng số của GIFT chưa dùng được; hãy đổi thành trả lời ngắn.");
        var body = Body(inside);
        return body is null ? ReadQuestion.Bad(line, "Không đọc được các phương án.") : ReadQuestion.Of(line, new() { Code = code, Topic = topic, Text = asked, Body = body, Explanation = explanation });
    }

    private static QuestionBody? Body(string inside)
    {
        if (inside.Length == 0) return new() { Kind = QuestionKind.Essay };
        if (TrueOrFalse().Match(inside) is { Success: true } boolean)
            return new() { Kind = QuestionKind.TrueFalse, Options = ["Đúng", "Sai"], Correct = [boolean.Groups[1].Value.StartsWith("T", StringComparison.OrdinalIgnoreCase) ? 0 : 1] };
        var answers = Answer().Matches(inside).Select(match => (Right: match.Groups[1].Value == "=", Weight: match.Groups[2].Success ? double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : (double?)null,
            Text: Show(match.Groups[3].Value.Split('#')[0]).Trim())).Where(answer => answer.Text.Length > 0).ToList();
        if (answers.Count == 0) return null;
        if (answers.TrueForAll(answer => answer.Right && answer.Text.Contains("->", StringComparison.Ordinal)))
        {
            var pairs = answers.ConvertAll(answer => answer.Text.Split("->", 2));
            return new() { Kind = QuestionKind.Matching, Options = [.. pairs.Select(pair => pair[0].Trim())], Pairs = [.. pairs.Select(pair => pair[1].Trim())], Partial = true };
        }
        if (answers.TrueForAll(answer => answer.Right)) return new() { Kind = QuestionKind.Short, Accepted = [.. answers.Select(answer => answer.Text)] };
        var correct = answers.Select((answer, at) => (answer, at)).Where(pair => pair.answer.Right ? pair.answer.Weight is not < 0 : pair.answer.Weight > 0).Select(pair => pair.at).ToList();
        var several = correct.Count > 1 || !answers.Exists(answer => answer.Right);
        return new() { Kind = several ? QuestionKind.Multiple : QuestionKind.Single, Options = [.. answers.Select(answer => answer.Text)], Correct = correct, Partial = several };
    }

    public static string Write(IEnumerable<QuestionDraft> questions)
    {
        var text = new StringBuilder();
        var topic = "";
        foreach (var question in questions)
        {
            if (question.Topic != topic) text.Append(CultureInfo.InvariantCulture, $"{Category} {(topic = question.Topic).Replace('/', '-')}\n\n");
            var body = question.Body;
            var answers = body.Kind switch
            {
                QuestionKind.Essay => [],
                QuestionKind.TrueFalse when body.Options.Count == 2 => new[] { body.Correct[0] == 0 ? "T" : "F" },
                QuestionKind.Short => body.Accepted.Select(accepted => $"={Escape(accepted)}"),
                QuestionKind.Matching => body.Options.Zip(body.Pairs).Select(pair => $"={Escape(pair.First)} -> {Escape(pair.Second)}"),
                QuestionKind.Multiple => body.Options.Select((option, at) => $"~%{(body.Correct.Contains(at) ? 100m / body.Correct.Count : -100m / body.Correct.Count).ToString("0.#####", CultureInfo.InvariantCulture)}%{Escape(option)}"),
                // GIFT has no order; the places are matched instead.
                QuestionKind.Ordering => body.Options.Select((option, at) => $"={at + 1} -> {Escape(option)}"),
                _ => body.Options.Select((option, at) => $"{(body.Correct.Contains(at) ? '=' : '~')}{Escape(option)}"),
            };
            text.Append(CultureInfo.InvariantCulture, $"::{Escape(question.Code)}::{Escape(question.Text)} {{\n");
            foreach (var answer in answers) text.Append(CultureInfo.InvariantCulture, $"\t{answer}\n");
            if (question.Explanation.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\t####{Escape(question.Explanation)}\n");
            text.Append("}\n\n");
        }
        return text.ToString();
    }

    private static IEnumerable<(int Line, string Block)> Blocks(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n');
        var (start, block) = (0, new StringBuilder());
        for (var at = 0; at <= lines.Length; at++)
        {
            if (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]))
            {
                if (block.Length == 0) start = at + 1;
                block.Append(lines[at]).Append('\n');
            }
            else if (block.Length > 0)
            {
                yield return (start, block.ToString());
                block.Clear();
            }
        }
    }

    /// <summary>Escaped marks become letters of the private area while the text is cut, and marks again afterwards.</summary>
    private static string Hide(string text) => Escaped().Replace(text, match => match.Value[1] == 'n' ? "\n" : ((char)(0xE000 + match.Value[1])).ToString());
    private static string Show(string text) => string.Concat(text.Select(letter => letter is >= '\uE000' and < '\uE080' ? (char)(letter - 0xE000) : letter));
    private static string Escape(string text) => Special().Replace(text, match => $"\\{match.Value}").ReplaceLineEndings("\\n");

    [GeneratedRegex(@"^\s*::(.*?)::", RegexOptions.Singleline)] private static partial Regex Title();
    [GeneratedRegex(@"^\[(html|moodle|plain|markdown)\]", RegexOptions.IgnoreCase)] private static partial Regex Markup();
    [GeneratedRegex(@"^(T|TRUE|F|FALSE)\s*(#.*)?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)] private static partial Regex TrueOrFalse();
    [GeneratedRegex(@"([=~])\s*(?:%(-?\d+(?:\.\d+)?)%)?([^=~]*)", RegexOptions.Singleline)] private static partial Regex Answer();
    [GeneratedRegex(@"\\[~=#{}:\\n]")] private static partial Regex Escaped();
    [GeneratedRegex(@"[~=#{}:\\]")] private static partial Regex Special();
}

/// <summary>Aiken (docs.moodle.org, "Aiken format"): a question, lines "A. …", and "ANSWER: A". The form in which people type questions anyway.</summary>
public static partial class AikenFormat
{
    public static IReadOnlyList<ReadQuestion> Read(string text)
    {
        var found = new List<ReadQuestion>();
        var (start, asked, options) = (0, new List<string>(), new List<string>());
        var lines = text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (line.Length == 0) continue;
            if (start == 0) start = at + 1;
            if (Answer().Match(line) is { Success: true } answer)
            {
                var letters = answer.Groups[1].Value.ToUpperInvariant().Where(char.IsAsciiLetter).Select(letter => letter - 'A').Order().ToList();
                found.Add(ReadQuestion.Of(start, new() { Text = string.Join('\n', asked), Body = new() { Kind = letters.Count > 1 ? QuestionKind.Multiple : QuestionKind.Single, Options = [.. options], Correct = letters } }));
                (start, asked, options) = (0, [], []);
            }
            else if (Option().Match(line) is { Success: true } option && option.Groups[1].Value.ToUpperInvariant()[0] - 'A' == options.Count && asked.Count > 0) options.Add(option.Groups[2].Value.Trim());
            else if (options.Count > 0) return [.. found, ReadQuestion.Bad(at + 1, "Sau các phương án phải có dòng “ANSWER: …” (hoặc “ĐÁP ÁN: …”).")];
            else asked.Add(line);
        }
        if (start > 0) found.Add(ReadQuestion.Bad(start, "Câu cuối thiếu dòng “ANSWER: …”."));
        return found;
    }

    /// <summary>Only choices can be written so.</summary>
    public static string Write(IEnumerable<QuestionDraft> questions) => string.Join('\n', questions.Where(question => question.Body.Kind is QuestionKind.Single or QuestionKind.TrueFalse or QuestionKind.Multiple).Select(question =>
        $"{question.Text.ReplaceLineEndings(" ")}\n{string.Concat(question.Body.Options.Select((option, at) => $"{(char)('A' + at)}. {option.ReplaceLineEndings(" ")}\n"))}ANSWER: {string.Join(',', question.Body.Correct.Select(at => (char)('A' + at)))}\n"));

    [GeneratedRegex(@"^(?:ANSWER|ĐÁP ÁN)\s*:\s*([A-J](?:\s*[,;]\s*[A-J])*)\s*$", RegexOptions.IgnoreCase)] private static partial Regex Answer();
    [GeneratedRegex(@"^([A-J])[.)]\s*(.+)$", RegexOptions.IgnoreCase)] private static partial Regex Option();
}
