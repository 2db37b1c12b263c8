using Cchc.Core.Changes;

namespace Cchc.Core.Media;

/// <summary>How a change row says that something is known anew of a file of the library.</summary>
public static class MediaChange
{
    /// <summary>Stands where content items have the name of their type.</summary>
    public const string Type = "Media";

    /// <summary>To be added to the unit of work that changes the file, its words or its uses.</summary>
    public static Change Of(DateTime atUtc, string path, params string[] tags) => Change.Of(atUtc, tags, Type, path);
}
