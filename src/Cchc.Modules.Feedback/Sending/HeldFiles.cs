using System.Security.Cryptography;
using System.Text.Json;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Cchc.Modules.Feedback.Sending;

/// <summary>
/// Files of a form that came back with an error: a browser does not send them again, so the form carries an encrypted note of
/// what was taken. Nobody can make one up, and none works for longer than the bytes are kept.
/// </summary>
public sealed class HeldFiles(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Cchc.Feedback.Held").ToTimeLimitedDataProtector();

    /// <param name="form">The form that carries it: a note is of no use in another.</param>
    public string Write(string form, IReadOnlyList<FeedbackFile> files) =>
        files.Count == 0 ? "" : protector.Protect($"{form}\n{JsonSerializer.Serialize(files.Select(Note.Of))}", TimeSpan.FromDays(1));

    /// <summary>The files again; none when the note is old, made up or of another form.</summary>
    public IReadOnlyList<FeedbackFile> Read(string form, string note)
    {
        if (note.Length == 0) return [];
        try
        {
            var text = protector.Unprotect(note);
            return text.StartsWith($"{form}\n", StringComparison.Ordinal) ? [.. JsonSerializer.Deserialize<List<Note>>(text[(form.Length + 1)..])!.Select(one => one.ToFile())] : [];
        }
        catch (CryptographicException) { return []; }
    }

    private sealed record Note(string Key, string Name, string Path, string ContentType, long Bytes, string Hash, DateTime UploadedUtc)
    {
        public static Note Of(FeedbackFile file) => new(file.Key, file.Name, file.Path, file.ContentType, file.Bytes, file.Hash, file.UploadedUtc);
        public FeedbackFile ToFile() => new() { Key = Key, Name = Name, Path = Path, ContentType = ContentType, Bytes = Bytes, Hash = Hash, UploadedUtc = UploadedUtc, FromSender = true, IsPublic = true };
    }
}
