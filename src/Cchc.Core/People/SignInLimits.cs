using Cchc.Core.Limits;

namespace Cchc.Core.People;

/// <summary>At most 10 sign-in attempts in 5 minutes for one account name, known or not, wherever they come from.</summary>
public sealed class SignInLimits : IDisposable
{
    private readonly KeyedLimit limit = new(10, TimeSpan.FromMinutes(5), segments: 5);

    /// <summary>Counts an attempt.</summary>
    /// <returns>Whether it may go on.</returns>
    public bool Allows(string accountName) => limit.Allows(accountName.Trim().ToUpperInvariant());

    public void Dispose() => limit.Dispose();
}
