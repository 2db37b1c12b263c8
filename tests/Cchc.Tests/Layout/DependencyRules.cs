using System.Xml.Linq;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Layout;

/// <summary>The rules of the architecture, read from the project files and sources themselves.</summary>
public sealed class DependencyRules
{
    private static readonly string[] CorePackages = ["NetVips", "Lucene.Net", "Markdig", "HtmlSanitizer", "PdfPig", "UglyToad"];

    public static TheoryData<string> Projects() => [.. Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Fact]
    public void Core_refers_to_none_of_ours_and_Themes_only_to_Core()
    {
        Assert.Empty(References("Cchc.Core"));
        Assert.Equal(["Cchc.Core"], References("Cchc.Themes"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_module_refers_to_Themes_and_Core_and_never_to_another_module(string project)
    {
        if (!project.StartsWith("Cchc.Modules.")) return;
        Assert.Subset(new HashSet<string> { "Cchc.Core", "Cchc.Themes" }, References(project).ToHashSet());
    }

    [Fact]
    public void The_host_refers_to_every_project() =>
        Assert.Equal(Projects().Select(row => row.Data).Where(name => name != "Cchc.Web").Order(), References("Cchc.Web").Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_Core_names_the_packages_for_pictures_search_and_text(string project)
    {
        if (project == "Cchc.Core") return;
        Assert.DoesNotContain(Elements(project, "PackageReference"), package => CorePackages.Any(package.StartsWith));
        foreach (var file in Repository.Files($"src/{project}", "*.cs"))
            Assert.DoesNotContain(CorePackages, package => File.ReadAllText(file).Contains($"using {package}", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_host_names_modules()
    {
        foreach (var file in Repository.Files("src/Cchc.Core", "*.cs").Concat(Repository.Files("src/Cchc.Themes", "*.cs*")))
            Assert.False(File.ReadAllText(file).Contains("Cchc.Modules.", StringComparison.Ordinal), $"{Repository.NameOf(file)} names a module.");
        foreach (var file in Repository.Files("src/Cchc.Web", "*.cs").Where(file => !file.Contains("Migrations") && !file.EndsWith("/Site.cs", StringComparison.Ordinal)))
            Assert.False(File.ReadAllText(file).Contains("using Cchc.Modules.", StringComparison.Ordinal), $"{Repository.NameOf(file)} names a module beside the one list.");
    }

    [Fact]
    public void Rules_take_values_and_know_no_database_clock_or_request()
    {
        string[] forbidden = ["SiteDb", "TimeProvider", "DateTime.UtcNow", "DateTime.Now", "DateTimeOffset.UtcNow", "DateTimeOffset.Now", "HttpContext", "ILogger", "Random.Shared"];
        foreach (var file in Repository.Files("src", "*.cs").Where(file => file.Contains("/Rules/", StringComparison.Ordinal)))
            Assert.DoesNotContain(forbidden, word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        foreach (var file in Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")))
            Assert.DoesNotContain(XDocument.Load(file).Descendants("PackageReference"), package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null);
    }

    [Fact]
    public void Nothing_in_the_sources_reads_the_clock_behind_the_back_of_the_site()
    {
        foreach (var file in Repository.Files("src", "*.cs").Where(file => !file.Contains("Migrations")))
            Assert.False(new[] { "DateTime.UtcNow", "DateTime.Now", "DateTimeOffset.UtcNow", "DateTimeOffset.Now", "DateTime.Today" }.Any(File.ReadAllText(file).Contains), $"{Repository.NameOf(file)} reads the clock by itself.");
    }

    private static IEnumerable<string> References(string project) => Elements(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Elements(string project, string name) =>
        XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj")).Descendants(name).Select(element => (string)element.Attribute("Include")!);
}
