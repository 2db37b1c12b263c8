namespace Cchc.Web.Http;

/// <summary>Reduces what a client accepts to the one encoding that it will get, so that a page is kept at most three times.</summary>
public sealed class AcceptedEncoding(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var accepted = headers.AcceptEncoding.ToString();
        headers.AcceptEncoding = Allows(accepted, "br") ? "br" : Allows(accepted, "gzip") ? "gzip" : "identity";
        return next(context);
    }

    /// <summary>Whether the encoding is named, and not with a quality of zero.</summary>
    public static bool Allows(string accepted, string encoding)
    {
        foreach (var range in accepted.AsSpan().Split(','))
        {
            var part = accepted.AsSpan(range).Trim();
            var semicolon = part.IndexOf(';');
            var name = semicolon < 0 ? part : part[..semicolon].TrimEnd();
            if (!name.Equals(encoding, StringComparison.OrdinalIgnoreCase)) continue;
            var quality = semicolon < 0 ? [] : part[(semicolon + 1)..].Trim();
            return !(quality.StartsWith("q=0", StringComparison.OrdinalIgnoreCase) && quality[3..].Trim("0.").IsEmpty);
        }
        return false;
    }
}
