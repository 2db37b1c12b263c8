using System.Net;
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

    /// <summary>A page's form, filled in as the page was.</summary>
    public sealed record OpenForm(string Path, string Cookies, IReadOnlyDictionary<string, string> Fields);

    /// <summary>Opens a page of the newsroom and sends its form by the button of that handler, as a person would.</summary>
    /// <returns>Where the answer leads.</returns>
    public static async Task<string> SubmitAsync(SiteProcess site, string session, string path, string handler, Dictionary<string, string> values) =>
        await SendAsync(site, await OpenAsync(site, session, path), handler, values);

    /// <summary>Opens a page that has an editor's form.</summary>
    public static async Task<OpenForm> OpenAsync(SiteProcess site, string session, string path)
    {
        using var open = new HttpRequestMessage(HttpMethod.Get, site.Url + path);
        open.Headers.Add("Cookie", session);
        using var page = await site.Client.SendAsync(open);
        var html = await page.Content.ReadAsStringAsync();
        var form = Form().Match(html) is { Success: true } match ? match.Value : throw new LoadTestException($"{path} answered {(int)page.StatusCode} without the form.");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Inputs().Matches(form))
            if (Name().Match(input.Value) is { Success: true } name && input.Value.Contains("type=\"hidden\"", StringComparison.Ordinal)) fields[name.Groups[1].Value] = WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value);
        var cookies = Cookies(page);
        return new(path, cookies.Length > 0 ? $"{session}; {cookies}" : session, fields);
    }

    /// <summary>Sends a form with some fields changed.</summary>
    /// <param name="handler">Empty for the form's own.</param>
    /// <returns>Where the answer leads.</returns>
    public static async Task<string> SendAsync(SiteProcess site, OpenForm form, string handler, Dictionary<string, string> values)
    {
        var fields = new Dictionary<string, string>(form.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in values) fields[name] = value;
        using var send = new HttpRequestMessage(HttpMethod.Post, $"{site.Url}{form.Path}?handler={handler}") { Content = new FormUrlEncodedContent(fields) };
        send.Headers.Add("Cookie", form.Cookies);
        using var answer = await site.Client.SendAsync(send);
        return (int)answer.StatusCode is 302 or 303 ? answer.Headers.Location!.ToString().Split('?')[0]
            : throw new LoadTestException($"{handler} at {form.Path} answered {(int)answer.StatusCode}.");
    }

    private static string Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set)
        ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "";

    [GeneratedRegex("<form[^>]*id=\"soan\".*?</form>", RegexOptions.Singleline)] private static partial Regex Form();
    [GeneratedRegex("<input[^>]*>")] private static partial Regex Inputs();
    [GeneratedRegex("name=\"([^\"]+)\"")] private static partial Regex Name();
    [GeneratedRegex("value=\"([^\"]*)\"")] private static partial Regex Value();
}
