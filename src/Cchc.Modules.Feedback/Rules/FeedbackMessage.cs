using Cchc.Core.Messages;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>The text of a short message. Pure.</summary>
public static class FeedbackMessage
{
    private const int Tail = 4;

    /// <summary>
    /// What happened, the last signs of the tracking code, and where to look. The whole code is not in it: with the number of the
    /// telephone on which the message is read it would open the item.
    /// </summary>
    /// <param name="code">Without hyphens.</param>
    /// <param name="baseUrl">Address of the site; "" where none is set.</param>
    public static string Of(string subject, string code, string baseUrl)
    {
        var ending = $" (mã …{(code.Length > Tail ? code[^Tail..] : code)})";
        var address = $". Xem: {baseUrl}/gop-y/theo-doi";
        if (baseUrl.Length == 0 || subject.Length + ending.Length + address.Length > Messenger.MostSigns) address = "";
        var room = Messenger.MostSigns - ending.Length - address.Length;
        return (subject.Length > room ? subject[..(room - 1)] + "…" : subject) + ending + address;
    }
}
