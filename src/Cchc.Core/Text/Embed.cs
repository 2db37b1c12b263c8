using System.Text.RegularExpressions;

namespace Cchc.Core.Text;

/// <summary>What the container <c>:::embed</c> may show: a film or a recording of the own library, a film of YouTube, or figures of this site.</summary>
internal enum EmbedKind { None, Video, Audio, YouTube, Figures }

/// <summary>Tells by its address what is embedded. The editor's embed.js follows the same rule.</summary>
internal static partial class Embed
{
    /// <param name="url">As it stands in the text; anything at all.</param>
    /// <returns>What it is, and the address under which it is shown.</returns>
    public static (EmbedKind Kind, string Url) Of(string? url)
    {
        if (YouTube().Match(url ?? "") is { Success: true } film) return (EmbedKind.YouTube, "https://www.youtube.com/watch?v=" + film.Groups["id"].Value);
        // A page of figures has a frame of itself, which shows them as they are when the text is read.
        if (Figures().IsMatch(url ?? "")) return (EmbedKind.Figures, url!);
        if (Own().Match(url ?? "") is not { Success: true } file) return (EmbedKind.None, "");
        return (file.Groups["kind"].Value.ToUpperInvariant() is "MP4" or "WEBM" ? EmbedKind.Video : EmbedKind.Audio, url!);
    }

    [GeneratedRegex(@"\A/media/[^?#\\]+\.(?<kind>mp4|webm|mp3|m4a|ogg)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    [GeneratedRegex(@"\A/chi-so/[a-z0-9]+(?:-[a-z0-9]+)*/(?:\d{4}|don-vi/[a-z0-9]+(?:-[a-z0-9]+)*)\z")]
    private static partial Regex Figures();

    [GeneratedRegex(@"\Ahttps://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)|youtu\.be/|www\.youtube-nocookie\.com/embed/)(?<id>[A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])")]
    private static partial Regex YouTube();
}
