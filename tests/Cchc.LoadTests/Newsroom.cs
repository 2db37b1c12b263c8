using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <summary>Signs in as a person would, for the pages that need it.</summary>
public static partial class Newsroom
{
    public const string SignInPath = "/quan-tri/dang-nhap";

    /// <returns>The Cookie header of the session, or null when the site has no sign-in form or does not take it.</returns>
    public static async Task<string?> SignInAsync(SiteProcess site)
    {
        using var form = await site.Client.GetAsync(new Uri(site.Url + SignInPath));
        if (!form.IsSuccessStatusCode) return null;
        var html = await form.Content.ReadAsStringAsync();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Inputs().Matches(html))
        {
            var (tag, name) = (input.Value, Name().Match(input.Value).Groups[1].Value);
            if (name.Length == 0) continue;
            fields[name] = tag.Contains("type=\"password\"", StringComparison.Ordinal) ? SiteProcess.Password
                : tag.Contains("type=\"hidden\"", StringComparison.Ordinal) ? Value().Match(tag).Groups[1].Value
                : "admin";
        }
        var cookies = Cookies(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, site.Url + SignInPath) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", cookies);
        using var answer = await site.Client.SendAsync(request);
        var session = Cookies(answer);
        return (int)answer.StatusCode is 302 or 303 && session.Contains("cchc.phien=", StringComparison.Ordinal) ? $"{cookies}; {session}" : null;
    }

    private static string Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set)
        ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "";

    [GeneratedRegex("<input[^>]*>")] private static partial Regex Inputs();
    [GeneratedRegex("name=\"([^\"]+)\"")] private static partial Regex Name();
    [GeneratedRegex("value=\"([^\"]*)\"")] private static partial Regex Value();
}
