using System.Globalization;
using Cchc.Core.Text;

namespace Cchc.Core.Media;

/// <summary>What kind of file people look for.</summary>
public enum MediaKind { Picture, Document, Sound, Film }

/// <summary>Labels under which the library's index keeps a file, one for each filter. Pure.</summary>
public static class MediaLabels
{
    public const string FolderStart = "folder:", ByStart = "by:", YearStart = "year:";
    /// <summary>A picture without a description for those who do not see it.</summary>
    public const string NoAlt = "no-alt";
    public const string NoCredit = "no-credit";
    /// <summary>No text names it.</summary>
    public const string Unused = "unused";

    public static string Kind(MediaKind kind) => $"kind:{kind}";
    public static string Folder(string folder) => FolderStart + folder;
    public static string By(int userId) => string.Create(CultureInfo.InvariantCulture, $"{ByStart}{userId}");
    public static string Year(int year) => string.Create(CultureInfo.InvariantCulture, $"{YearStart}{year}");

    public static MediaKind KindOf(string contentType) => contentType.Split('/')[0] switch
    {
        "image" => MediaKind.Picture,
        "audio" => MediaKind.Sound,
        "video" => MediaKind.Film,
        _ => MediaKind.Document,
    };

    public static IEnumerable<string> Of(MediaFile file, bool isUsed)
    {
        var kind = KindOf(file.ContentType);
        yield return Kind(kind);
        yield return Year(BusinessTime.Local(file.UploadedUtc).Year);
        foreach (var folder in MediaFolder.SelfAndParents(file.Folder)) yield return Folder(folder);
        if (file.UploadedById is { } person) yield return By(person);
        if (kind == MediaKind.Picture && string.IsNullOrWhiteSpace(file.Alt)) yield return NoAlt;
        if (kind is MediaKind.Picture or MediaKind.Film && string.IsNullOrWhiteSpace(file.Credit)) yield return NoCredit;
        if (!isUsed) yield return Unused;
    }
}
