namespace Cchc.Web.Setup;

/// <summary>The site cannot start, for a reason that a person can mend; the message says how.</summary>
public sealed class SetupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The folder of the embedded default: database, media, search index, keys.</summary>
public sealed class DataFolder
{
    private DataFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes the folder and makes sure that it can be written.</summary>
    /// <exception cref="SetupException">It cannot.</exception>
    public static DataFolder Open(string? setting, string contentRoot)
    {
        var path = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(setting) ? "App_Data" : setting, contentRoot);
        try
        {
            Directory.CreateDirectory(path);
            var probe = System.IO.Path.Combine(path, $".thu-ghi-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, new byte[4096]);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"Không ghi được vào thư mục dữ liệu {path}: {error.Message}\n"
                + "Thư mục có thể chỉ cho đọc hoặc ổ đĩa đã đầy. Hãy cấp quyền ghi, dọn chỗ, hoặc đặt Site__DataPath sang thư mục khác rồi chạy lại.\n"
                + $"(The data folder {path} cannot be written; set Site__DataPath to one that can.)", error);
        }
        return new(path);
    }

    /// <summary>A folder inside, made when missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
