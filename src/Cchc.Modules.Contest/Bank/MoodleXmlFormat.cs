using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Cchc.Modules.Contest.Rules;

namespace Cchc.Modules.Contest.Bank;

/// <summary>Moodle XML (docs.moodle.org, "Moodle XML format"). HTML inside is read as plain text.</summary>
public static partial class MoodleXmlFormat
{
    /// <exception cref="FormatException">It is no XML, or it wants to bring in other files.</exception>
    public static IReadOnlyList<ReadQuestion> Read(string text)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 50_000_000 });
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException error) { throw new FormatException($"Tệp XML bị hỏng ở dòng {error.LineNumber}.", error); }
        if (document.Root?.Name.LocalName != "quiz") throw new FormatException("Không phải tệp câu hỏi của Moodle (thiếu thẻ quiz).");
        var found = new List<ReadQuestion>();
        var topic = "";
        foreach (var question in document.Root.Elements("question"))
        {
            var line = ((IXmlLineInfo)question).LineNumber;
            var type = (string?)question.Attribute("type") ?? "";
            if (type == "category")
            {
                topic = Plain(question.Element("category")).Split('/')[^1].Replace("$course$", "", StringComparison.OrdinalIgnoreCase).Trim();
                continue;
            }
            var body = BodyOf(question, type);
            found.Add(body is null ? ReadQuestion.Bad(line, $"Loại câu hỏi “{type}” của Moodle chưa dùng được.")
                : ReadQuestion.Of(line, new() { Code = Code(question), Topic = topic, Text = Plain(question.Element("questiontext")), Body = body, Explanation = Plain(question.Element("generalfeedback")) }));
        }
        return found;
    }

    public static string Write(IEnumerable<QuestionDraft> questions)
    {
        var quiz = new XElement("quiz");
        var topic = "";
        foreach (var question in questions)
        {
            if (question.Topic != topic) quiz.Add(new XElement("question", new XAttribute("type", "category"), new XElement("category", Text(topic = question.Topic))));
            var body = question.Body;
            var element = new XElement("question", new XAttribute("type", body.Kind switch
            {
                QuestionKind.TrueFalse when body.Options.Count == 2 => "truefalse", QuestionKind.Matching => "matching", QuestionKind.Ordering => "ordering", QuestionKind.Short => "shortanswer", QuestionKind.Essay => "essay", _ => "multichoice",
            }), new XElement("name", Text(question.Code)), new XElement("questiontext", new XAttribute("format", "plain_text"), Text(question.Text)), new XElement("generalfeedback", new XAttribute("format", "plain_text"), Text(question.Explanation)));
            switch (body.Kind)
            {
                case QuestionKind.TrueFalse when body.Options.Count == 2:
                    element.Add(Answer("true", body.Correct.Contains(0) ? 100 : 0), Answer("false", body.Correct.Contains(1) ? 100 : 0));
                    break;
                case QuestionKind.Matching:
                    element.Add(body.Options.Zip(body.Pairs).Select(pair => new XElement("subquestion", Text(pair.First), new XElement("answer", Text(pair.Second)))));
                    break;
                case QuestionKind.Short:
                    element.Add(body.Accepted.Select(accepted => Answer(accepted, 100)));
                    break;
                case QuestionKind.Ordering:
                    element.Add(body.Options.Select((option, at) => Answer(option, at + 1)));
                    break;
                case QuestionKind.Essay:
                    break;
                default:
                    element.Add(new XElement("single", body.Kind == QuestionKind.Multiple ? "false" : "true"), new XElement("shuffleanswers", "true"));
                    element.Add(body.Options.Select((option, at) => Answer(option, body.Correct.Contains(at) ? 100m / body.Correct.Count : body.Kind == QuestionKind.Multiple ? -100m / body.Correct.Count : 0)));
                    break;
            }
            quiz.Add(element);
        }
        return new XDeclaration("1.0", "UTF-8", null) + "\n" + quiz;
    }

    private static QuestionBody? BodyOf(XElement question, string type)
    {
        var answers = question.Elements("answer").Select(answer => (Text: Plain(answer), Share: decimal.TryParse((string?)answer.Attribute("fraction"), NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : 0)).ToList();
        var right = answers.Select((answer, at) => (answer, at)).Where(pair => pair.answer.Share > 0).Select(pair => pair.at).ToList();
        switch (type)
        {
            case "multichoice":
                var several = ((string?)question.Element("single"))?.Trim() is "false" or "0";
                return new() { Kind = several ? QuestionKind.Multiple : QuestionKind.Single, Options = [.. answers.Select(answer => answer.Text)], Correct = right, Partial = several };
            case "truefalse":
                return new() { Kind = QuestionKind.TrueFalse, Options = ["Đúng", "Sai"], Correct = [answers.Exists(answer => answer.Text.Equals("true", StringComparison.OrdinalIgnoreCase) && answer.Share > 0) ? 0 : 1] };
            case "shortanswer":
                return new() { Kind = QuestionKind.Short, Accepted = [.. right.Select(at => answers[at].Text)] };
            case "matching":
                var pairs = question.Elements("subquestion").Select(pair => (Left: Plain(pair), Right: Plain(pair.Element("answer")))).Where(pair => pair.Left.Length > 0).ToList();
                return new() { Kind = QuestionKind.Matching, Options = [.. pairs.Select(pair => pair.Left)], Pairs = [.. pairs.Select(pair => pair.Right)], Partial = true };
            case "ordering":
                return new() { Kind = QuestionKind.Ordering, Options = [.. answers.Select(answer => answer.Text)] };
            case "essay":
                return new() { Kind = QuestionKind.Essay };
            default:
                return null;
        }
    }

    private static string Code(XElement question) => Plain(question.Element("name")) is { Length: <= 40 } name ? name : "";

    private static string Plain(XElement? element) => WebUtility.HtmlDecode(Tags().Replace(Breaks().Replace((string?)element?.Element("text") ?? "", "\n"), "")).Trim();

    private static XElement Text(string text) => new("text", string.Concat(text.Where(letter => letter is '\n' or '\t' || !char.IsControl(letter))));

    private static XElement Answer(string text, decimal share) => new("answer", new XAttribute("fraction", share.ToString("0.#####", CultureInfo.InvariantCulture)), new XAttribute("format", "plain_text"), Text(text));

    [GeneratedRegex(@"<br\s*/?>|</p>", RegexOptions.IgnoreCase)] private static partial Regex Breaks();
    [GeneratedRegex(@"<[a-zA-Z/][^<>]*>")] private static partial Regex Tags();
}
