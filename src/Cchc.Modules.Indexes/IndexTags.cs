using Cchc.Core.Changes;

namespace Cchc.Modules.Indexes;

/// <summary>Cache tags of everything that shows results.</summary>
public static class IndexTags
{
    public static readonly string[] All = [Tag.List("IndexKind"), Tag.List("IndexEdition")];
}
