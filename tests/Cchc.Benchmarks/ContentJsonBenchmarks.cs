using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;

namespace Cchc.Benchmarks;

/// <summary>One saved version, to and from Orchard Core's form.</summary>
[MemoryDiagnoser]
public class ContentJsonBenchmarks
{
    private static readonly DocumentType Type = new();
    private static readonly UnitRegistry Units = new([], []);
    private Document document = null!;
    private string json = "";

    [GlobalSetup]
    public void Load()
    {
        document = new() { ContentItemId = ContentJson.NewId(), Title = "Kế hoạch tuyên truyền cải cách hành chính", Markdown = Samples.LongestDocument(), Agency = "Ủy ban nhân dân tỉnh", Kind = "Kế hoạch" };
        json = Write();
    }

    [Benchmark] public string Write() => ContentJson.Write(document, Type, ContentJson.NewId(), Units).ToJsonString(ContentJson.Options);

    [Benchmark]
    public Document Read()
    {
        var item = new Document();
        ContentJson.Read(JsonNode.Parse(json)!.AsObject(), item, Type, Units);
        return item;
    }
}
