using Cchc.Core.People;

namespace Cchc.Modules.Newsroom.People;

/// <summary>A person's sessions as a table whose rows can be ended.</summary>
/// <param name="Own">The session of the one who looks, which is ended by signing out; null where it is not in the list.</param>
public sealed record SessionList(IReadOnlyList<UserSession> Rows, string? Own);
