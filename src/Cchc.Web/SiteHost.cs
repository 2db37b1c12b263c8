using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.Search;
using Cchc.Themes;
using Cchc.Web.Data;
using Cchc.Web.Http;
using Cchc.Web.Setup;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Cchc.Web;

/// <summary>How the modules become one site: services first, then the way of a request.</summary>
public static class SiteHost
{
    /// <summary>Name of the sign-in cookie. A request without it is anonymous and may be answered from the cache.</summary>
    public const string SignInCookie = "cchc.phien";
    /// <summary>Where people sign in, without slashes at the ends.</summary>
    public const string SignInPath = "quan-tri/dang-nhap";

    /// <summary>The project's folder while developing, the program's folder when published.</summary>
    public static string ContentRoot() =>
        File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "Cchc.Web.csproj")) ? Directory.GetCurrentDirectory()
        : FindProject(AppContext.BaseDirectory) ?? AppContext.BaseDirectory;

    public static void AddSite(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = MediaLibrary.MaxBytes + 1024 * 1024;
        });
        builder.WebHost.UseStaticWebAssets(); // also when a build that is not published runs as Production
        if (string.IsNullOrEmpty(configuration["Urls"]) && string.IsNullOrEmpty(configuration["http_ports"])) builder.WebHost.UseUrls("http://localhost:5080");

        var data = DataFolder.Open(configuration["Site:DataPath"], builder.Environment.ContentRootPath);
        services.AddSingleton(data);
        services.AddSingleton(new SiteModules(Site.Modules));
        foreach (var module in Site.Modules) module.AddServices(services, configuration);
        services.AddSiteDatabase(configuration, data.Path);
        services.AddMediaStore(configuration, data.Folder("media"));
        services.AddSingleton(_ => new SearchIndex(data.Folder("index")));
        services.AddSingleton(_ => new NewsroomIndex(new(data.Folder("index-quan-tri"))));
        services.AddSingleton<Func<MediaIndex>>(() => new(data.Folder("media-index")));
        services.AddSingleton(_ => new UploadFiles(data.Folder("uploads")));
        services.AddDataProtection().SetApplicationName("Cchc.Web").PersistKeysToFileSystem(new(data.Folder("keys")));
        services.AddSingleton(provider => new PersonKeys(PersonKeys.Open(data.Folder("keys")), provider.GetRequiredService<IDataProtectionProvider>()));

        AddSignIn(services);
        var pages = services.AddRazorPages(options =>
        {
            options.Conventions.AddFolderApplicationModelConvention("/", PublicPages.Mark);
            options.Conventions.AuthorizeFolder("/Admin", Permissions.EnterNewsroom.Name);
        })
            .AddMvcOptions(VietnameseForms.Configure)
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false); // the server checks; no script reads data-val
        // Pages come from the theme and the listed modules, and from nowhere else.
        foreach (var assembly in Site.Modules.Select(module => module.GetType().Assembly).Prepend(typeof(Theme).Assembly).Distinct()) pages.AddApplicationPart(assembly);
        services.AddTheme();
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.AddRouting(options => options.LowercaseUrls = true);
        // Vietnamese letters stay letters in the source of the page.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "cchc.mau";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "cchc.nhan";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // public pages hold no secret that a guess could be reflected beside
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/rss+xml", "application/ld+json"];
        });
        // Cached pages are compressed once and sent thousands of times.
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddPageCache(configuration);
        services.AddRateLimiter(options => Limits.Configure(options, configuration.GetValue("Limits:ContestPerAddressAndMinute", Limits.ContestPerAddressAndMinute)));
        services.AddHealthChecks().AddDbContextCheck<SiteDb>("database");
        services.AddExceptionHandler<FaultPages>();
        services.AddProblemDetails();
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/loi/500", AllowStatusCode404Response = true });
        app.UseMiddleware<SecurityHeaders>();
        app.UseStatusCodePagesWithReExecute("/loi/{0}");
        app.UseRouting();
        app.UseMiddleware<AcceptedEncoding>();
        app.UseOutputCache();
        app.UseMiddleware<EntityTags>();
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapMedia();
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz").AllowAnonymous();
        foreach (var endpoints in app.Services.GetServices<ISiteEndpoints>()) endpoints.Map(app);
        app.MapRazorPages().WithStaticAssets();
        // An address that nothing serves is not found; without this line the closed default would send readers to sign in.
        app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddIdentity<User, Role>(options =>
        {
            options.Password.RequiredLength = 12;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 5;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            options.User.RequireUniqueEmail = false;
            options.ClaimsIdentity.SecurityStampClaimType = "stamp";
        })
            .AddEntityFrameworkStores<SiteDb>()
            .AddUserStore<SiteUserStore>()
            .AddSignInManager<SiteSignIn>()
            .AddErrorDescriber<VietnameseIdentityErrors>()
            .AddPasswordValidator<CommonPasswords>()
            .AddClaimsPrincipalFactory<SiteClaims>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromSeconds(30);
            options.OnRefreshingPrincipal = context =>
            {
                // The claims are made anew from the account; the session is of this cookie.
                if (context.CurrentPrincipal?.FindFirst(SignedIn.Session) is { } session) context.NewPrincipal!.Identities.First().AddClaim(session.Clone());
                return Task.CompletedTask;
            };
        });
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = SignInCookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = UserSessions.Idle;
            options.SlidingExpiration = true;
            options.LoginPath = $"/{SignInPath}";
            options.AccessDeniedPath = "/loi/403";
            options.ReturnUrlParameter = "ve";
        });
        foreach (var (scheme, name) in new[] { (IdentityConstants.TwoFactorUserIdScheme, "cchc.buoc-hai"), (IdentityConstants.ExternalScheme, "cchc.ngoai") })
            services.Configure<CookieAuthenticationOptions>(scheme, options => options.Cookie.Name = name);
        // What nobody has thought about is closed.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static string? FindProject(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Cchc.Web.csproj"))) return at.FullName;
        return null;
    }
}
