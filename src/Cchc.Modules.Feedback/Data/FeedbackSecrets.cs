using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Rules;

namespace Cchc.Modules.Feedback.Data;

/// <summary>Keyed hashes that open one item.</summary>
public sealed record FeedbackLock(long Id, string PinKey, string PhoneKey, string EmailKey);

/// <summary>
/// What opens an item: its code, and with it a PIN, or the phone number or e-mail address that the sender gave. Only keyed hashes
/// are kept. An unknown code and a wrong secret cost the same work and get the same answer.
/// </summary>
public sealed class FeedbackSecrets(PersonKeys keys)
{
    private const int PinDigits = 6;
    /// <summary>Compared with where there is no item: no secret has this hash.</summary>
    private static readonly string Nothing = new('x', 64);

    public string CodeKey(string code) => keys.KeyOf("feedback.code", code);

    /// <summary>One form sent twice has one key; the same form with another text is another message.</summary>
    public string FormKey(string form, string subject, string content) => keys.KeyOf("feedback.form", $"{form}\n{subject}\n{content}");

    /// <summary>The PIN follows from the form's key, so that a form sent twice gets the same receipt and no PIN is stored.</summary>
    public string Pin(string formKey) =>
        (Convert.ToUInt64(keys.KeyOf("feedback.pin", formKey)[..15], 16) % 1_000_000).ToString($"D{PinDigits}", CultureInfo.InvariantCulture);

    /// <summary>Keyed hash of a secret of one item; "" of an empty one.</summary>
    public string SecretKey(string codeKey, string secret) => secret.Length == 0 ? "" : keys.KeyOf("feedback.secret", $"{codeKey}\n{secret}");

    /// <summary>Whether what was typed opens the item. Call it for an item that is not there too.</summary>
    public bool Opens(FeedbackLock? item, string? code, string? typed)
    {
        var codeKey = CodeKey(TrackingCode.Read(code) ?? "");
        var text = (typed ?? "").Trim();
        var pin = string.Concat(text.Where(char.IsAsciiDigit));
        var opens = item is not null;
        opens &= Same(item?.PinKey, SecretKey(codeKey, pin.Length == PinDigits ? pin : "-")) | Same(item?.PhoneKey, SecretKey(codeKey, PersonText.Phone(text) ?? "-")) | Same(item?.EmailKey, SecretKey(codeKey, PersonText.Email(text) ?? "-"));
        return opens;
    }

    private static bool Same(string? kept, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept is { Length: 64 } ? kept : Nothing), Encoding.ASCII.GetBytes(given));
}
