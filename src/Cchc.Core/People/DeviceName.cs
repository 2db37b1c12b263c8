namespace Cchc.Core.People;

/// <summary>What people call the browser behind a User-Agent header: "Chrome trên Windows".</summary>
public static class DeviceName
{
    // The first that is found counts: most browsers also call themselves Chrome and Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("coc_coc_browser", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <returns>A name, also of what is not known.</returns>
    public static string Of(string userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => "Thiết bị chưa rõ",
            (null, _) => $"Thiết bị {system}",
            (_, null) => browser,
            _ => $"{browser} trên {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) => known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
