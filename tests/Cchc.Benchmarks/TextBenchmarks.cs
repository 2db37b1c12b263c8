using BenchmarkDotNet.Attributes;
using Cchc.Core.Text;

namespace Cchc.Benchmarks;

/// <summary>What runs for every title and every search, and what runs when something is published.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private const string Title = "Thông tin, tuyên truyền cải cách hành chính giai đoạn 2013-2015 trên địa bàn tỉnh Bến Tre";
    private string longest = "";

    [GlobalSetup]
    public void Load() => longest = Samples.LongestDocument();

    [Benchmark] public string Fold() => Vietnamese.Fold(Title);
    [Benchmark] public string Slug() => Vietnamese.Slug(Title);
    [Benchmark] public string LongestDocumentToHtml() => MarkdownText.ToHtml(longest);
    [Benchmark] public string LongestDocumentToPlain() => MarkdownText.ToPlain(longest);
}
