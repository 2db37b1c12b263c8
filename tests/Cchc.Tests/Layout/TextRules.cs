using System.Text.RegularExpressions;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Layout;

/// <summary>Rules for files that are no code: views without inline script and style, texts without traces of one machine.</summary>
public sealed partial class TextRules
{
    public static TheoryData<string> Views() => [.. Repository.Files("src", "*.cshtml").Select(Repository.NameOf)];

    [Theory]
    [MemberData(nameof(Views))]
    public void No_view_has_inline_script_or_style(string view)
    {
        var text = RazorComment().Replace(File.ReadAllText(Repository.PathOf(view)), "");
        Assert.DoesNotMatch(StyleAttribute(), text);
        Assert.DoesNotMatch(EventAttribute(), text);
        Assert.DoesNotMatch(StyleElement(), text);
        foreach (Match script in ScriptElement().Matches(text))
            Assert.True(script.Value.Contains(" src=", StringComparison.Ordinal) || script.Value.Contains("application/ld+json", StringComparison.Ordinal), $"{view}: {script.Value}");
    }

    /// <summary>Of two views of one path the site would take one and lose the other's page.</summary>
    [Fact]
    public void No_two_projects_have_a_view_of_the_same_path()
    {
        var paths = Repository.Files("src", "*.cshtml").Select(Repository.NameOf).Where(name => !Path.GetFileName(name).StartsWith("_View", StringComparison.Ordinal)).Select(name => name[name.IndexOf("/Pages/", StringComparison.Ordinal)..]);
        Assert.Empty(paths.GroupBy(path => path).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_class_that_a_view_names_stands_in_a_style_sheet()
    {
        var known = Repository.Files("src/Cchc.Themes/Assets/css", "*.css").SelectMany(file => ClassInStyle().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var strangers = Repository.Files("src", "*.cshtml").SelectMany(file => ClassAttribute().Matches(File.ReadAllText(file)).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(name => !known.Contains(name)).Select(name => $"{Repository.NameOf(file)}: {name}"));
        Assert.Empty(strangers);
    }

    [Fact]
    public void No_text_tells_of_the_machine_on_which_it_was_written()
    {
        string[] texts = [.. Repository.Files("recipes", "*"), .. Repository.Files("docs", "*.md"), .. Directory.EnumerateFiles(Repository.Root, "*.md"), .. Repository.Files("src", "*.json"), .. Repository.Files("src", "*.cs"), .. Repository.Files("src", "*.cshtml")];
        foreach (var file in texts)
            Assert.False(MachinePath().IsMatch(File.ReadAllText(file)), $"{Repository.NameOf(file)}: {MachinePath().Match(File.ReadAllText(file)).Value}");
    }

    [Fact]
    public void Recipes_are_composed_Unicode()
    {
        foreach (var file in Repository.Files("recipes", "*.json").Concat(Repository.Files("recipes", "*.md")))
            Assert.True(File.ReadAllText(file).IsNormalized(), $"{Repository.NameOf(file)} has decomposed letters, which readers cannot search for.");
    }

    [Fact]
    public void Every_source_file_is_UTF8_without_byte_order_mark_or_Windows_line_ends()
    {
        foreach (var file in Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.cshtml")).Concat(Repository.Files("tests", "*.cs")).Where(file => !file.Contains("Migrations")))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.False(bytes is [0xEF, 0xBB, 0xBF, ..], $"{Repository.NameOf(file)} begins with a byte order mark.");
            Assert.False(bytes.Contains((byte)'\r'), $"{Repository.NameOf(file)} has Windows line ends.");
        }
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)] private static partial Regex RazorComment();
    [GeneratedRegex(@"<[a-zA-Z][^<>]*\sstyle\s*=", RegexOptions.Singleline)] private static partial Regex StyleAttribute();
    [GeneratedRegex(@"<[a-zA-Z][^<>]*\son[a-z]+\s*=", RegexOptions.Singleline)] private static partial Regex EventAttribute();
    [GeneratedRegex(@"\.([a-z][\w-]*)")] private static partial Regex ClassInStyle();
    [GeneratedRegex(@"\bclass=""([^""@]*)""")] private static partial Regex ClassAttribute();
    [GeneratedRegex(@"<style[\s>]")] private static partial Regex StyleElement();
    [GeneratedRegex(@"<script\b[^>]*>")] private static partial Regex ScriptElement();
    [GeneratedRegex(@"(?<![\w.])/(work|root|home|tmp|Users)/[A-Za-z]|[A-Z]:\\\\?Users")] private static partial Regex MachinePath();
}
