using Cchc.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Cchc.Modules.Newsroom.People;

/// <summary>Asked before anything that would let somebody in from then on: whoever found a browser open must not keep the account.</summary>
public sealed class OwnerCheck(UserManager<User> people, SignInLimits limits)
{
    /// <summary>Why the password does not show that it is the owner, or null when it does.</summary>
    public async Task<string?> DoubtAsync(User user, string? password) =>
        !limits.Allows(user.UserName ?? "") ? "Bạn đã thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại."
        : !await people.CheckPasswordAsync(user, password ?? "") ? "Mật khẩu không đúng."
        : null;
}
