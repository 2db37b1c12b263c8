using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Cchc.Themes.TagHelpers.Admin;

/// <summary>What the next page says about the act that led to it.</summary>
public static class Notices
{
    public const string Done = "notice.done";
    public const string Problems = "notice.problems";

    /// <summary>Says that something was done.</summary>
    public static void Say(this ITempDataDictionary data, string sentence) => data[Done] = sentence;

    /// <summary>Says why something was not done.</summary>
    public static void Refuse(this ITempDataDictionary data, IEnumerable<string> problems) => data[Problems] = problems.ToArray();
}
