using Cchc.Core;

namespace Cchc.Modules.Content.Models;

/// <summary>The pages of fields in the sitemap; the models themselves are content items and need no word.</summary>
public sealed class ModelPaths(ModelRegister models) : ISitemapSource
{
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct) => [.. (await models.GetAsync(ct)).Fields.Select(field => $"mo-hinh/{ModelCounts.FieldKey}/{field}")];
}
