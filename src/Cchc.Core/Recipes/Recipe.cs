using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Recipes;

/// <summary>A recipe as read from its file, in Orchard Core's envelope.</summary>
/// <param name="Name">E.g. <c>cchc.setup</c>.</param>
/// <param name="Folder">Folder of the file: paths in the recipe are relative to it.</param>
public sealed record Recipe(string Name, string DisplayName, string Version, bool IsSetupRecipe, string File, string Folder, IReadOnlyList<RecipeStepData> Steps);

/// <summary>One step as written, with its expressions already answered.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Hash">SHA-256 of the step as written, files included.</param>
public sealed record RecipeStepData(int Number, string Name, JsonObject Json, string Hash);

/// <summary>Carries out the steps of one name. It stages changes in the unit of work; the runner saves them all or none.</summary>
public interface IRecipeStep
{
    /// <summary>Name of the step, compared without regard to case, as in Orchard Core.</summary>
    string Name { get; }
    /// <exception cref="FormatException">Something in the step is wrong. The message names the item; the runner adds file and step.</exception>
    Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct);
}

/// <summary>A recipe cannot be read or run. The message names file, step and item, in Vietnamese.</summary>
public sealed class RecipeException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>That a step was carried out, written in the step's own transaction: an interrupted set-up goes on after it.</summary>
public sealed class RecipeRun
{
    public required string Recipe { get; init; }
    public required int Step { get; init; }
    public required string Hash { get; set; }
    public required DateTime RanUtc { get; set; }
}

public sealed class RecipeRunTable : IEntityTypeConfiguration<RecipeRun>
{
    public void Configure(EntityTypeBuilder<RecipeRun> builder)
    {
        builder.ToTable("recipe_runs").HasKey(run => new { run.Recipe, run.Step });
        builder.Property(run => run.Recipe).HasMaxLength(100);
        builder.Property(run => run.Hash).HasMaxLength(64);
    }
}
