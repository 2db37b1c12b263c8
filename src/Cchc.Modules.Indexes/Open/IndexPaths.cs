using Cchc.Core;

namespace Cchc.Modules.Indexes.Open;

/// <summary>Editions in the sitemap, under the addresses at which readers see them.</summary>
public sealed class IndexPaths(IndexLibrary library) : ISitemapSource
{
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct) =>
        ["chi-so", .. (await library.GetAsync(ct)).Indexes.SelectMany(index => index.Editions.Select(index.UrlOf)).Select(url => url.TrimStart('/'))];
}
