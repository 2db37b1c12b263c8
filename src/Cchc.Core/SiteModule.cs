using Cchc.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core;

/// <summary>One thing that a signed-in person may do. Roles are bundles of permissions, as in Orchard Core.</summary>
/// <param name="Name">Stable dotted name, stored with roles and written in recipes, e.g. <c>content.publish</c>.</param>
/// <param name="Description">What it allows, in Vietnamese, as shown to the administrator.</param>
public sealed record Permission(string Name, string Description);

/// <summary>One entry of the newsroom's menu.</summary>
/// <param name="Url">Path that it opens, e.g. <c>/quan-tri/tin-bai</c>.</param>
/// <param name="Permission">Who sees it; the page behind it checks the same permission again.</param>
/// <param name="Order">Smaller comes first.</param>
public sealed record MenuItem(string Text, string Url, Permission Permission, int Order, string Group = "");

/// <summary>
/// Everything that a module adds to the site, on one screen: Orchard Core's Manifest, Startup, Permissions and AdminMenu in
/// one class. The host lists modules and composes them without knowing what is inside.
/// </summary>
/// <remarks>Recipe steps, jobs, home blocks, search sources and change listeners are registered in <see cref="AddServices"/>
/// with the <c>Add…</c> extensions of <see cref="ModuleServices"/>.</remarks>
public abstract class SiteModule
{
    public abstract string Name { get; }
    public virtual IReadOnlyList<Permission> Permissions => [];
    public virtual IReadOnlyList<MenuItem> AdminMenu => [];
    public virtual IReadOnlyList<ContentType> ContentTypes => [];
    public virtual void AddServices(IServiceCollection services, IConfiguration configuration) { }
    public virtual void AddTables(ModelBuilder tables) { }
}

/// <summary>The modules of this site, in the order in which the host lists them.</summary>
public sealed class SiteModules(IReadOnlyList<SiteModule> all)
{
    public IReadOnlyList<SiteModule> All { get; } = all;
    public IReadOnlyList<Permission> Permissions { get; } = [.. all.SelectMany(module => module.Permissions)];
    public IReadOnlyList<MenuItem> AdminMenu { get; } =
        [.. all.SelectMany(module => module.AdminMenu).OrderBy(item => item.Order).ThenBy(item => item.Text, StringComparer.Ordinal)];
    public IReadOnlyList<ContentType> ContentTypes { get; } = [.. all.SelectMany(module => module.ContentTypes)];

    /// <summary>The content type of that Orchard name, or null.</summary>
    public ContentType? ContentType(string name) =>
        ContentTypes.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.Ordinal));
}
