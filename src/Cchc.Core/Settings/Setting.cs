using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Settings;

/// <summary>One group of settings: a name and its values as JSON, as in Orchard's site document.</summary>
public sealed class Setting
{
    public required string Name { get; init; }
    public required string Json { get; set; }
}

public sealed class SettingTable : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("settings").HasKey(setting => setting.Name);
        builder.Property(setting => setting.Name).HasMaxLength(100);
    }
}

/// <summary>One link of a menu.</summary>
public sealed record MenuLink(string Text, string Url);

/// <summary>One titled column of the footer.</summary>
public sealed record MenuColumn(string Title, IReadOnlyList<MenuLink> Links);

/// <summary>What a province decides about its site without code. Read with the defaults here where nothing is stored.</summary>
public sealed record SiteSettings
{
    public string SiteName { get; init; } = "Cải cách hành chính";
    public string SitePlace { get; init; } = "";
    /// <summary>Where the site is reached from outside, without a trailing slash; empty: from the request.</summary>
    public string BaseUrl { get; init; } = "";
    /// <summary>Items on a list page, 5 to 50.</summary>
    public int PageSize { get; init; } = 20;
    public BrandingSettings BrandingSettings { get; init; } = new();
    public FooterSettings FooterSettings { get; init; } = new();
    public MenuSettings MenuSettings { get; init; } = new();
    public HomeSettings HomeSettings { get; init; } = new();
    /// <summary>Whether staff must set up two-step sign-in before they can work.</summary>
    public bool TwoStepRequired { get; init; }
    public NoticeSettings NoticeSettings { get; init; } = new();
    public AbbreviationSettings AbbreviationSettings { get; init; } = new();

    /// <summary>Name for titles and feeds: "Cải cách hành chính tỉnh Đồng Tháp".</summary>
    public string FullName => SitePlace.Length == 0 ? SiteName : $"{SiteName} {char.ToLowerInvariant(SitePlace[0])}{SitePlace[1..]}";
}

/// <summary>Name, emblem and accent. Colours are <c>#rrggbb</c> with at least 4.5:1 to what stands on them, or empty.</summary>
public sealed record BrandingSettings
{
    public string Accent { get; init; } = "";
    public string AccentDark { get; init; } = "";
    /// <summary>Media path of the province's emblem, or empty.</summary>
    public string Emblem { get; init; } = "";
}

/// <summary>What the law asks a state site to say of itself (NĐ 147/2024/NĐ-CP and the rules before it: managing body, person
/// responsible for the content, address, telephone, e-mail; see the design's domain notes, part d).</summary>
public sealed record FooterSettings
{
    /// <summary>Cơ quan chủ quản.</summary>
    public string GoverningBody { get; init; } = "";
    /// <summary>Cơ quan quản lý trang.</summary>
    public string ManagingBody { get; init; } = "";
    /// <summary>Người chịu trách nhiệm nội dung.</summary>
    public string Responsible { get; init; } = "";
    public string Address { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Email { get; init; } = "";
    public string Licence { get; init; } = "";
    public string Note { get; init; } = "";
}

public sealed record MenuSettings
{
    public IReadOnlyList<MenuLink> Main { get; init; } = [];
    public IReadOnlyList<MenuColumn> Footer { get; init; } = [];

    /// <summary>In which menus an address stands, in Vietnamese; empty when in none.</summary>
    public IReadOnlyList<string> WhereIs(string url) =>
        [.. Main.Any(link => link.Url == url) ? new[] { "trình đơn chính" } : [], .. Footer.Where(column => column.Links.Any(link => link.Url == url)).Select(column => $"cột “{column.Title}” ở chân trang")];
}

/// <summary>Short forms that search knows.</summary>
public sealed record AbbreviationSettings
{
    /// <summary>As editors keep it; null until somebody has changed the built-in list.</summary>
    public IReadOnlyList<Abbreviation>? List { get; init; }

    /// <summary>The list in force, ready for use.</summary>
    [JsonIgnore] public Abbreviations Abbreviations => List is null ? Abbreviations.Default : new(List);
    [JsonIgnore] public IReadOnlyList<Abbreviation> InForce => List ?? Abbreviations.DefaultList;
}

/// <summary>The site's settings, kept in memory.</summary>
public sealed class SiteSettingsCache(IServiceScopeFactory scopes) : Snapshot<SiteSettings>(scopes, ChangeTag)
{
    /// <summary>Evicts this snapshot; comes together with <see cref="Tag.Site"/>, because every page shows some setting.</summary>
    public const string ChangeTag = "settings";
    /// <summary>Name of the group in which single values such as the site's name lie.</summary>
    public const string General = "Site";

    protected override async Task<SiteSettings> LoadAsync(SiteDb db, CancellationToken ct)
    {
        var json = new JsonObject();
        foreach (var setting in await db.Set<Setting>().AsNoTracking().ToListAsync(ct))
        {
            var value = JsonNode.Parse(setting.Json);
            if (setting.Name == General && value is JsonObject general)
                foreach (var (name, single) in general) json[name] = single?.DeepClone();
            else json[setting.Name] = value;
        }
        return json.Deserialize<SiteSettings>(ContentJson.Options) ?? new();
    }
}
