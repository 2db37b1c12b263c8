using Cchc.Core;
using Cchc.Core.Privacy;

namespace Cchc.Modules.Newsroom;

/// <summary>The page on personal data, for the sitemap.</summary>
public sealed class PrivacyPaths : ISitemapSource
{
    public Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([PrivacyDesk.Path.TrimStart('/')]);
}
