using Cchc.Core.Search;

namespace Cchc.Core.Media;

/// <summary>Folders of the library in people's words. A folder is there when a file lies in it; it is made by naming it. Pure.</summary>
public static class MediaFolder
{
    public const int LongestPath = 200;

    /// <summary>One spelling for what people type: <c> hội nghị \ 2026/ </c> becomes <c>hội nghị/2026</c>. Composed Unicode, so that
    /// the same words typed on another machine name the same folder.</summary>
    public static string Clean(string? typed)
    {
        var parts = SearchText.Clean(typed).Split(['/', '\\'])
            .Select(part => string.Join(' ', part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Select(part => string.Concat(part.Where(letter => !char.IsControl(letter))))
            .Where(part => part.Length > 0 && part.Trim('.').Length > 0);
        return string.Join('/', parts);
    }

    /// <summary>The folder itself and those it lies in: <c>a/b/c</c>, <c>a/b</c>, <c>a</c>; nothing at the top.</summary>
    public static IEnumerable<string> SelfAndParents(string folder)
    {
        for (var at = folder.Length; at > 0; at = folder.LastIndexOf('/', at - 1)) yield return folder[..at];
    }
}
