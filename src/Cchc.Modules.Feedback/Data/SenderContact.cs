using System.Text.Json;
using Cchc.Core.Content;
using Cchc.Core.Privacy;

namespace Cchc.Modules.Feedback.Data;

/// <summary>Who sent an item, as it lies encrypted in its row.</summary>
public sealed record SenderContact(string Name, string Phone = "", string Email = "", string Address = "")
{
    public bool IsEmpty => Name.Length + Phone.Length + Email.Length + Address.Length == 0;

    public string Hide(PersonKeys keys) => IsEmpty ? "" : keys.Protect(JsonSerializer.Serialize(this, ContentJson.Options));

    /// <summary>The contact again; null where there is none, once it is deleted, or when its key is gone.</summary>
    public static SenderContact? Read(PersonKeys keys, string hidden) =>
        hidden.Length == 0 || keys.Unprotect(hidden) is not { } text ? null : JsonSerializer.Deserialize<SenderContact>(text, ContentJson.Options);
}
