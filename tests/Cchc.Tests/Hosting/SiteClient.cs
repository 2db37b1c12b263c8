using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Cchc.Tests.Hosting;

/// <summary>A browser without pictures: it keeps cookies, shows redirects, and fills in forms as it found them, antiforgery included.</summary>
public sealed class SiteClient : IDisposable
{
    private static readonly HtmlParser Parser = new();
    private readonly HttpClient http;

    public SiteClient(HttpMessageHandler inner) : this(inner, new Uri("http://localhost")) { }

    /// <summary>For a site on a real port.</summary>
    public SiteClient(HttpMessageHandler inner, Uri address) => http = new HttpClient(new CookieKeeper(inner)) { BaseAddress = address };

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return http.SendAsync(request);
    }

    public async Task<IDocument> PageAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {response.Headers.Location}");
        return await Parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }

    public static async Task<IDocument> ParseAsync(HttpResponseMessage response) => await Parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync());

    /// <summary>Opens a page and sends its form, with some fields changed.</summary>
    /// <param name="form">Selector of the form; the first one of method post in the main part when null.</param>
    /// <param name="handler">The page's handler that the pressed button names, or null for the form's own.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string path, IReadOnlyDictionary<string, string> values, string? form = null, string? handler = null)
    {
        var page = await PageAsync(path);
        var found = page.QuerySelector(form ?? "main form[method=post]") ?? page.QuerySelector("form[method=post]") ?? throw new InvalidOperationException($"{path} has no form.");
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var element in found.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = element.GetAttribute("name")!;
            var type = element.GetAttribute("type");
            if (type is "submit" or "button" or "file" || (type is "checkbox" or "radio" && !element.HasAttribute("checked"))) continue;
            var value = element switch
            {
                AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.Value,
                AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value ?? "",
                _ => element.GetAttribute("value") ?? (type == "checkbox" ? "on" : ""),
            };
            if (!fields.TryGetValue(name, out var list)) fields[name] = list = [];
            list.Add(value);
        }
        foreach (var (name, value) in values) fields[name] = [value];
        var action = found.GetAttribute("action") is { Length: > 0 } own ? own : path;
        if (handler is not null) action += (action.Contains('?') ? "&" : "?") + "handler=" + handler;
        return await SendAsync(HttpMethod.Post, action, new FormUrlEncodedContent(fields.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)))));
    }

    public async Task<HttpResponseMessage> SignInAsync(string name, string password = TestSite.AdminPassword)
    {
        var page = await PageAsync("/quan-tri/dang-nhap");
        string NameOf(string selector) => page.QuerySelector(selector)?.GetAttribute("name") ?? throw new InvalidOperationException($"The sign-in form has no {selector}.");
        return await SubmitAsync("/quan-tri/dang-nhap", new Dictionary<string, string>
        {
            [NameOf("form[method=post] input[autocomplete=username]")] = name,
            [NameOf("form[method=post] input[type=password]")] = password,
        });
    }

    public void Dispose() => http.Dispose();

    private sealed class CookieKeeper(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly CookieContainer cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            if (cookies.GetCookieHeader(address) is { Length: > 0 } header) request.Headers.TryAddWithoutValidation("Cookie", header);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set) cookies.SetCookies(address, cookie);
            return response;
        }
    }
}
