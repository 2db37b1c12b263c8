using System.Text;

namespace Cchc.Core.Media;

/// <summary>The <c>Upload-Metadata</c> header of tus: pairs of a key and a value in Base64, set apart by commas. Pure.</summary>
public static class UploadMetadata
{
    /// <summary>The values by key.</summary>
    /// <returns>Null when the header is not as the protocol says.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(string? header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 2) return null;
            var bytes = new byte[parts.Length == 2 ? parts[1].Length : 0];
            var length = 0;
            if (parts.Length == 2 && !Convert.TryFromBase64String(parts[1], bytes, out length)) return null;
            if (!values.TryAdd(parts[0], Encoding.UTF8.GetString(bytes, 0, length))) return null;
        }
        return values;
    }
}
