using Cchc.Core.Media;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cchc.Web.Data;

/// <summary>Where the library's bytes lie: in the data folder, or in a bucket by the setting <c>Media:Storage</c>.</summary>
public static class MediaStores
{
    /// <param name="folder">Of the local store.</param>
    /// <exception cref="InvalidOperationException">The setting names no store.</exception>
    public static void AddMediaStore(this IServiceCollection services, IConfiguration configuration, string folder)
    {
        switch (configuration["Media:Storage"] ?? "Local")
        {
            case "Local": services.AddSingleton<IMediaStore>(new LocalMediaStore(folder)); break;
            case "S3": services.AddSingleton<IMediaStore>(_ => new S3MediaStore(configuration.GetSection("Media:S3"))); break;
            case var other: throw new InvalidOperationException($"Media:Storage is “{other}”: it can be Local or S3.");
        }
        services.AddHealthChecks().AddCheck<MediaStoreCheck>("media", HealthStatus.Degraded);
    }
}

/// <summary>Whether the store answers. Pages are whole without it, so a node without media stays in service.</summary>
public sealed class MediaStoreCheck(IMediaStore store) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var _ = await store.OpenAsync(".health", patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is MediaStoreException or OperationCanceledException) { return HealthCheckResult.Degraded(error.Message); }
    }
}
