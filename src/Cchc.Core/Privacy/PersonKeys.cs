using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Cchc.Core.Privacy;

/// <summary>
/// Keeps personal data of citizens: encrypted in the database (Data Protection, whose keys lie beside it in a folder), found
/// again by a keyed hash, shown masked. The key of the hash is a file of its own: it must outlive the keys that are changed by the month.
/// </summary>
public sealed class PersonKeys(byte[] lookupKey, IDataProtectionProvider protection)
{
    private const string FileName = "person-lookup.key";
    private const int KeyBytes = 32;
    private readonly IDataProtector protector = protection.CreateProtector("Cchc.PersonalData");

    /// <summary>Reads the key of the hash, or makes it on the first start. Nodes share the folder, and the first to make it wins.</summary>
    public static byte[] Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var fresh = Path.Combine(folder, $"{FileName}.{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(KeyBytes));
            try { File.Move(fresh, path, overwrite: false); }
            catch (IOException) when (File.Exists(path)) { File.Delete(fresh); } // another node was first
        }
        return File.ReadAllBytes(path) is { Length: KeyBytes } key ? key : throw new InvalidOperationException($"{FileName} must have {KeyBytes} bytes.");
    }

    /// <summary>The keyed hash by which a value is found again, in hexadecimal. Write the value in one form first.</summary>
    /// <param name="purpose">Two purposes never give the same hash: nothing is found across them.</param>
    public string KeyOf(string purpose, string value) => Convert.ToHexStringLower(HMACSHA256.HashData(lookupKey, Encoding.UTF8.GetBytes($"{purpose}\n{value}")));

    public string Protect(string text) => protector.Protect(text);

    /// <summary>The text again, or null when its key is gone.</summary>
    public string? Unprotect(string hidden)
    {
        try { return protector.Unprotect(hidden); }
        catch (CryptographicException) { return null; }
    }
}
