using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Recipes;

/// <summary>Orchard's <c>settings</c> step: every property beside the name is merged into the site's settings.</summary>
public sealed class SettingsStep(SettingsStore settings) : IRecipeStep
{
    public string Name => "settings";

    public Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct) =>
        settings.StageAsync(new(step.Json.Where(pair => pair.Key != "name").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))), ct);
}

/// <summary>Orchard's <c>roles</c> step.</summary>
public sealed class RolesStep(SiteDb db, SiteModules modules) : IRecipeStep
{
    public string Name => "roles";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        var known = modules.Permissions.Select(permission => permission.Name).Append(Role.Everything).ToHashSet(StringComparer.Ordinal);
        foreach (var node in step.Json["Roles"] as JsonArray ?? [])
        {
            var json = node as JsonObject ?? throw new FormatException("mỗi vai trò phải là một đối tượng.");
            var name = json.String("Name");
            if (name.Length == 0) throw new FormatException("một vai trò thiếu Name.");
            var wanted = (json["Permissions"] as JsonArray ?? []).Texts($"vai trò {name}: quyền").ToHashSet(StringComparer.Ordinal);
            if (wanted.FirstOrDefault(permission => !known.Contains(permission)) is { } unknown)
                throw new FormatException($"vai trò {name}: không có quyền “{unknown}”.");
            var role = await db.Roles.FirstOrDefaultAsync(row => row.Name == name, ct);
            if (role is null)
            {
                db.Add(role = new Role { Name = name, NormalizedName = name.ToUpperInvariant(), ConcurrencyStamp = Guid.NewGuid().ToString() });
                await db.SaveChangesAsync(ct); // its claims need its id; all within the step's transaction
            }
            role.Description = json.String("Description");
            var claims = await db.RoleClaims.Where(claim => claim.RoleId == role.Id && claim.ClaimType == Role.PermissionClaim).ToListAsync(ct);
            var behaviour = json.String("PermissionBehavior");
            if (behaviour is "" or "Replace") db.RemoveRange(claims.Where(claim => !wanted.Contains(claim.ClaimValue!)));
            if (behaviour == "Remove") { db.RemoveRange(claims.Where(claim => wanted.Contains(claim.ClaimValue!))); continue; }
            foreach (var permission in wanted.Where(permission => claims.TrueForAll(claim => claim.ClaimValue != permission)))
                db.Add(new IdentityRoleClaim<int> { RoleId = role.Id, ClaimType = Role.PermissionClaim, ClaimValue = permission });
        }
    }
}

/// <summary>Orchard's <c>content</c> step: content items, and taxonomies with their terms.</summary>
public sealed class ContentStep(SiteDb db, ContentImport import, TimeProvider clock) : IRecipeStep
{
    /// <summary>Items in one save: the cost of tracking grows with the square of what is tracked.</summary>
    private const int SavedTogether = 25;

    public string Name => "content";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        var number = 0;
        SectionTree? tree = null;
        foreach (var node in (step.Json["data"] ?? step.Json["Data"]) as JsonArray ?? [])
        {
            number++;
            var json = node as JsonObject ?? throw new FormatException($"mục {number}: phải là một đối tượng.");
            try
            {
                if (json.String("ContentType") == "Taxonomy")
                {
                    await TakeTaxonomyAsync(json, ct);
                    tree = null;
                    continue;
                }
                // Not the shared snapshot: terms of this very step are not committed yet.
                tree ??= new(await db.Set<Term>().AsNoTracking().Where(term => term.Kind == TermKind.Section).ToListAsync(ct));
                await import.StageAsync(json, tree, ct);
                if (number % SavedTogether == 0)
                {
                    await db.SaveChangesAsync(ct); // still within the step's transaction
                    db.ChangeTracker.Clear();
                }
            }
            catch (FormatException error)
            {
                throw new FormatException($"mục {number} (“{json.String("DisplayText")}”, {json.String("ContentItemId")}): {error.Message}", error);
            }
        }
    }

    private async Task TakeTaxonomyAsync(JsonObject json, CancellationToken ct)
    {
        var part = json["TaxonomyPart"] as JsonObject ?? throw new FormatException("thiếu TaxonomyPart.");
        var kind = json.String("ContentItemId") switch
        {
            ContentJson.SectionTaxonomyId => TermKind.Section,
            ContentJson.TagTaxonomyId => TermKind.Tag,
            var other => throw new FormatException($"không có bảng phân loại “{other}”."),
        };
        await TakeTermsAsync(part["Terms"] as JsonArray ?? [], kind, null, ct);
        db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [Content.Sections.ChangeTag, Tag.Site]));
        await db.SaveChangesAsync(ct);
    }

    private async Task TakeTermsAsync(JsonArray terms, TermKind kind, Term? parent, CancellationToken ct)
    {
        var position = 0;
        foreach (var json in terms.OfType<JsonObject>())
        {
            var id = json.String("ContentItemId");
            var name = json.Text("TitlePart", "Title") is { Length: > 0 } title ? title : json.String("DisplayText");
            if (id.Length != 26) throw new FormatException($"“{name}”: ContentItemId phải có 26 ký tự.");
            var slug = json.Text("AutoroutePart", "Path") is { Length: > 0 } path ? path[(path.LastIndexOf('/') + 1)..] : Vietnamese.Slug(name);
            var term = await db.Set<Term>().FirstOrDefaultAsync(row => row.ContentItemId == id, ct);
            if (term is null) db.Add(term = new() { ContentItemId = id, Kind = kind, Name = name, Slug = slug });
            (term.Name, term.Slug, term.Position, term.ParentId) = (name, slug, position++, parent?.Id);
            term.Description = json.Text("MarkdownBodyPart", "Markdown");
            await db.SaveChangesAsync(ct); // children need its id; all within the step's transaction
            await TakeTermsAsync(json["Terms"] as JsonArray ?? [], kind, term, ct);
        }
    }
}

/// <summary>Orchard's <c>media</c> step, with what the library knows of a file beside it: Alt, Caption, Credit, Licence, Source.</summary>
public sealed class MediaStep(MediaLibrary library) : IRecipeStep
{
    public string Name => "media";

    public async Task RunAsync(RecipeStepData step, Recipe recipe, CancellationToken ct)
    {
        foreach (var json in (step.Json["Files"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var target = json.String("TargetPath");
            byte[] bytes;
            if (json.String("Base64") is { Length: > 0 } base64) bytes = Convert.FromBase64String(base64);
            else
            {
                var source = RecipeReader.Inside(recipe.Folder, json.String("SourcePath"));
                if (!File.Exists(source)) throw new FormatException($"{target}: không có tệp {json.String("SourcePath")}.");
                bytes = await File.ReadAllBytesAsync(source, ct);
            }
            var result = await library.StageAsync(target, bytes, Actor.System, overwrite: true, ct);
            if (result.File is not { } file) throw new FormatException($"{target}: {result.Problem}");
            file.Alt = json.String("Alt");
            file.Caption = json.String("Caption");
            file.Credit = json.String("Credit");
            file.Licence = json.String("Licence");
            file.Source = json.String("Source");
        }
    }
}
