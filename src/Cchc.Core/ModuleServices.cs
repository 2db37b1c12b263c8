using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Privacy;
using Cchc.Core.Recipes;
using Cchc.Core.Units;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core;

/// <summary>The words with which a module registers what the kernel will call.</summary>
public static class ModuleServices
{
    /// <summary>A recipe step, found by its name when a recipe runs.</summary>
    public static IServiceCollection AddRecipeStep<T>(this IServiceCollection services) where T : class, IRecipeStep =>
        services.AddScoped<IRecipeStep, T>();

    /// <summary>A kind of background work, called at least once per row of the job table.</summary>
    public static IServiceCollection AddJob<T>(this IServiceCollection services) where T : class, IJob =>
        services.AddScoped<IJob, T>();

    /// <summary>Something, registered as itself too, that has to be done once a day.</summary>
    public static IServiceCollection AddDaily<T>(this IServiceCollection services) where T : class, IDaily =>
        services.AddScoped<IDaily>(provider => provider.GetRequiredService<T>());

    /// <summary>A block of the home page.</summary>
    public static IServiceCollection AddHomeBlock<T>(this IServiceCollection services) where T : class, IHomeBlock =>
        services.AddScoped<IHomeBlock, T>();

    /// <summary>A part of a unit's page.</summary>
    public static IServiceCollection AddUnitBlock<T>(this IServiceCollection services) where T : class, IUnitBlock =>
        services.AddScoped<IUnitBlock, T>();

    /// <summary>What the module keeps of people, for the page on personal data.</summary>
    public static IServiceCollection AddKeptData<T>(this IServiceCollection services) where T : class, IKeptData =>
        services.AddScoped<IKeptData, T>();

    /// <summary>Something in this process that follows the change rows: a cache, an index.</summary>
    public static IServiceCollection AddChangeListener<T>(this IServiceCollection services) where T : class, IChangeListener =>
        services.AddSingleton<T>().AddSingleton<IChangeListener>(provider => provider.GetRequiredService<T>());
}
