using System.Text.Json;
using Cchc.Core.Content;

namespace Cchc.Core.Privacy;

/// <summary>Who sent something, as it lies encrypted in its row.</summary>
public sealed record SenderContact(string Name, string Phone = "", string Email = "", string Address = "")
{
    public bool IsEmpty => Name.Length + Phone.Length + Email.Length + Address.Length == 0;

    /// <summary>"N•••, •••••••678, h•••@example.vn": for those who need not know more yet.</summary>
    public string Masked() => string.Join(", ", new[] { Name.Length > 0 ? $"{Name[..1]}•••" : "", Phone.Length > 0 ? PersonText.Masked(Phone) : "", Email.Length > 0 ? PersonText.MaskedEmail(Email) : "" }.Where(part => part.Length > 0));

    public string Hide(PersonKeys keys) => IsEmpty ? "" : keys.Protect(JsonSerializer.Serialize(this, ContentJson.Options));

    /// <summary>The contact again; null where there is none, once it is deleted, or when its key is gone.</summary>
    public static SenderContact? Read(PersonKeys keys, string hidden) =>
        hidden.Length == 0 || keys.Unprotect(hidden) is not { } text ? null : JsonSerializer.Deserialize<SenderContact>(text, ContentJson.Options);
}
