using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cchc.Core.Privacy;

/// <summary>Keyed hashes that open one thing that was sent.</summary>
public sealed record CodeLock(long Id, string PinKey, string PhoneKey, string EmailKey);

/// <summary>
/// What opens something that a person has sent: its code, and with it a PIN, or the phone number or e-mail address that the sender
/// gave. Only keyed hashes are kept. An unknown code and a wrong secret cost the same work and get the same answer.
/// </summary>
/// <param name="area">What is opened, e.g. <c>feedback</c>: secrets of one area are of no use in another.</param>
public abstract class CodeSecrets(PersonKeys keys, string area)
{
    private const int PinDigits = 6, FormLength = 26;
    private const string FormLetters = "0123456789abcdefghjkmnpqrstvwxyz";
    /// <summary>Compared with where there is nothing: no secret has this hash.</summary>
    private static readonly string Nothing = new('x', 64);

    /// <summary>The random text of a form that has not been sent yet.</summary>
    public static string NewForm() => RandomNumberGenerator.GetString(FormLetters, FormLength);

    public static bool IsForm(string text) => text.Length == FormLength && text.All(FormLetters.Contains);

    public string CodeKey(string code) => keys.KeyOf($"{area}.code", code);

    /// <summary>One form sent twice has one key; the same form with another text is another message.</summary>
    public string FormKey(string form, string subject, string content) => keys.KeyOf($"{area}.form", $"{form}\n{subject}\n{content}");

    /// <summary>The PIN follows from the form's key, so that a form sent twice gets the same receipt and no PIN is stored.</summary>
    public string Pin(string formKey) =>
        (Convert.ToUInt64(keys.KeyOf($"{area}.pin", formKey)[..15], 16) % 1_000_000).ToString($"D{PinDigits}", CultureInfo.InvariantCulture);

    /// <summary>Keyed hash of a secret of one code; "" of an empty one.</summary>
    public string SecretKey(string codeKey, string secret) => secret.Length == 0 ? "" : keys.KeyOf($"{area}.secret", $"{codeKey}\n{secret}");

    /// <summary>Whether what was typed opens it. Call it for what is not there too.</summary>
    public bool Opens(CodeLock? locks, string? code, string? typed)
    {
        var codeKey = CodeKey(TrackingCode.Read(code) ?? "");
        var text = (typed ?? "").Trim();
        var pin = string.Concat(text.Where(char.IsAsciiDigit));
        var opens = locks is not null;
        opens &= Same(locks?.PinKey, SecretKey(codeKey, pin.Length == PinDigits ? pin : "-")) | Same(locks?.PhoneKey, SecretKey(codeKey, PersonText.Phone(text) ?? "-")) | Same(locks?.EmailKey, SecretKey(codeKey, PersonText.Email(text) ?? "-"));
        return opens;
    }

    private static bool Same(string? kept, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept is { Length: 64 } ? kept : Nothing), Encoding.ASCII.GetBytes(given));
}
