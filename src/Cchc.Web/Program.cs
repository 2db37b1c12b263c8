using System.Globalization;
using Cchc.Web;
using Cchc.Web.Setup;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
if (await SiteCommands.RunHealthAsync(args) is { } health) return health;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = SiteHost.ContentRoot() });
    builder.AddSite();
    await using var app = builder.Build();
    if (await SiteCommands.RunAsync(app, args) is { } exitCode) return exitCode;
    // The database is brought up to date while the addresses are mapped: neither needs the other, and a start waits for both.
    var setup = Task.Run(() => SiteSetup.RunAsync(app));
    app.UseSite();
    await setup;
    await app.RunAsync();
    return 0;
}
catch (SetupException error)
{
    // What a person can mend is said in a sentence; everything else keeps its stack trace.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

namespace Cchc.Web
{
    /// <summary>Entry point, named so that tests can start the site.</summary>
    public sealed partial class Program;
}
