using System.Globalization;
using Cchc.LoadTests;
// nginx, wrk and /proc are asked as they are on Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]


CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    var options = Options.Parse(args);
    using var work = new WorkFolder();
    return options.Journey switch
    {
        "search" => await SearchRun.RunAsync(options, work),
        "save" => await SaveRun.RunAsync(options, work),
        "contest" => await ContestRun.RunAsync(options, work),
        _ => await PagesRun.RunAsync(options, work),
    };
}
catch (LoadTestException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    Console.WriteLine($"RESULT ok=false reason=\"{error.Message.ReplaceLineEndings(" ").Replace('"', '\'')}\"");
    return 2;
}
