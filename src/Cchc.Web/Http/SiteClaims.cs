using System.Security.Claims;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cchc.Web.Http;

/// <summary>What the sign-in cookie says of a person: name to show, and what has to be done first. Permissions come with the roles' claims.</summary>
public sealed class SiteClaims(UserManager<User> people, RoleManager<Role> roles, SiteSettingsCache settings, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(people, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(SignedIn.DisplayName, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? ""));
        if (user.UnitId is { } unit) identity.AddClaim(new(SignedIn.Unit, unit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var first = user.MustChangePassword ? SignedIn.MustChangePassword
            : !user.TwoFactorEnabled && (await settings.GetAsync(CancellationToken.None)).TwoStepRequired ? SignedIn.MustSetUpTwoStep
            : null;
        if (first is null) return identity;
        // Until then the person holds nothing but the way to the form.
        foreach (var claim in identity.FindAll(Role.PermissionClaim).ToList()) identity.RemoveClaim(claim);
        identity.AddClaim(new(first, "1"));
        return identity;
    }
}

/// <summary>Identity's messages in Vietnamese.</summary>
public sealed class VietnameseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"Mật khẩu phải có ít nhất {length} ký tự.");
    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), $"Mật khẩu phải có ít nhất {uniqueChars} ký tự khác nhau.");
    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "Mật khẩu hiện tại không đúng.");
    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), $"Tên đăng nhập “{userName}” đã có người dùng.");
    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), $"Thư điện tử “{email}” đã có người dùng.");
    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), "Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ - @");
    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), $"“{email}” không phải là địa chỉ thư điện tử.");
    public override IdentityError DuplicateRoleName(string role) => Say(nameof(DuplicateRoleName), $"Vai trò “{role}” đã có.");
    public override IdentityError InvalidRoleName(string? role) => Say(nameof(InvalidRoleName), "Tên vai trò không hợp lệ.");
    public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "Có người vừa sửa mục này. Hãy tải lại trang rồi thử lại.");
    public override IdentityError DefaultError() => Say(nameof(DefaultError), "Không thực hiện được. Hãy thử lại.");
    private static IdentityError Say(string code, string text) => new() { Code = code, Description = text };
}

/// <summary>Refuses passwords that everybody tries first, and those made of the account's own name.</summary>
public sealed class CommonPasswords : IPasswordValidator<User>
{
    private static readonly string[] Worn = ["password", "matkhau", "123456789", "qwerty", "abc123", "iloveyou", "vietnam", "admin", "caicachhanhchinh", "111111", "000000"];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var lower = (password ?? "").ToLowerInvariant();
        var rest = Worn.Append(user.UserName?.ToLowerInvariant() ?? "").Where(word => word.Length > 3)
            .Aggregate(lower, (text, word) => text.Replace(word, "", StringComparison.Ordinal));
        return Task.FromResult(rest.Length >= 6
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "PasswordCommon", Description = "Mật khẩu này quá dễ đoán. Hãy dùng một câu dài mà chỉ bạn biết." }));
    }
}
