using Cchc.Core.Limits;

namespace Cchc.Modules.Contest.Results;

/// <summary>Whoever asks for many codes that nobody was given is guessing. Codes that exist are not counted: an office may check hundreds.</summary>
public sealed class CodeGuesses : IDisposable
{
    public const int Misses = 30;
    private readonly KeyedLimit limit = new(Misses, TimeSpan.FromMinutes(10), segments: 10);

    /// <summary>Whether this address may still ask.</summary>
    public bool Allows(string address) => limit.HasRoom(address);

    public void Missed(string address) => limit.Allows(address);

    public void Dispose() => limit.Dispose();
}
