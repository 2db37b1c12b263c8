using Cchc.Core.Privacy;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>An approved answer as senders of merged items read it. Pure.</summary>
public static class SharedAnswer
{
    /// <summary>Without numbers and addresses of people, and without the name of whom it was written to.</summary>
    /// <param name="name">Of the main item's sender; "" when unknown.</param>
    public static string Of(string answer, string name)
    {
        var masked = PersonText.MaskIn(answer);
        return name.Length == 0 ? masked : masked.Replace(name, "người gửi", StringComparison.OrdinalIgnoreCase);
    }
}
