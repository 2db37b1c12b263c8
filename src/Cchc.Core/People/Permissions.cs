using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Cchc.Core.People;

/// <summary>The permissions of the kernel. Modules add their own.</summary>
public static class Permissions
{
    public static readonly Permission EnterNewsroom = new("newsroom.enter", "Vào khu vực quản trị");
    public static readonly Permission ViewDrafts = new("content.view-drafts", "Xem bản nháp của người khác");
    public static readonly Permission EditOwn = new("content.edit-own", "Viết và sửa bài của mình");
    public static readonly Permission Edit = new("content.edit", "Sửa bài của mọi người");
    public static readonly Permission Return = new("content.return", "Trả lại bài kèm lời nhắn");
    public static readonly Permission Approve = new("content.approve", "Duyệt bài");
    public static readonly Permission Assign = new("content.assign", "Giao bài cho người khác");
    public static readonly Permission Publish = new("content.publish", "Đăng, hẹn giờ và gỡ bài");
    public static readonly Permission Delete = new("content.delete", "Bỏ bài vào thùng rác và lấy lại");
    public static readonly Permission ManageHome = new("home.manage", "Sắp xếp trang chủ, trình đơn và băng giới thiệu");
    public static readonly Permission ViewStatistics = new("statistics.view", "Xem thống kê công việc");
    public static readonly Permission ManageTaxonomy = new("taxonomy.manage", "Sửa chuyên mục");
    public static readonly Permission ManageSearch = new("search.manage", "Sửa từ viết tắt của tìm kiếm");
    public static readonly Permission UploadMedia = new("media.upload", "Tải ảnh và tệp lên");
    public static readonly Permission ManageMedia = new("media.manage", "Sửa và xóa ảnh, tệp của mọi người");
    public static readonly Permission ManageUsers = new("users.manage", "Quản lý tài khoản");
    public static readonly Permission ManageRoles = new("roles.manage", "Quản lý vai trò và quyền");
    public static readonly Permission ManageSettings = new("settings.manage", "Sửa cấu hình của trang");
    public static readonly Permission ViewAudit = new("audit.view", "Xem nhật ký");
    public static readonly Permission HandlePrivacy = new("privacy.handle", "Xử lý yêu cầu về dữ liệu cá nhân, xem người yêu cầu");
    public static readonly Permission RunRecipes = new("recipes.run", "Chạy gói nội dung (recipe)");

    public static readonly IReadOnlyList<Permission> All =
    [
        EnterNewsroom, ViewDrafts, EditOwn, Edit, Return, Approve, Assign, Publish, Delete, ManageHome, ViewStatistics, ManageTaxonomy, ManageSearch, UploadMedia, ManageMedia,
        ManageUsers, ManageRoles, ManageSettings, ViewAudit, HandlePrivacy, RunRecipes,
    ];

    /// <summary>Whether the person holds the permission, by name or by <see cref="Role.Everything"/>.</summary>
    public static bool May(this ClaimsPrincipal user, Permission permission) => user.May(permission.Name);

    internal static bool May(this ClaimsPrincipal user, string permission) => user.Identity?.IsAuthenticated == true
        && (user.HasClaim(Role.PermissionClaim, permission) || user.HasClaim(Role.PermissionClaim, Role.Everything));
}

/// <summary>Needs one permission. A policy's name is the permission's name: <c>[Authorize("content.publish")]</c>.</summary>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Makes a policy for each permission name, so that none has to be registered.</summary>
public sealed class PermissionPolicies(IOptions<AuthorizationOptions> options, SiteModules modules) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        await base.GetPolicyAsync(policyName)
        ?? (modules.Permissions.Any(permission => permission.Name == policyName)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName)).Build()
            : null);
}

/// <summary>Answers <see cref="PermissionRequirement"/> from the claims of the person's roles.</summary>
public sealed class PermissionCheck : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.May(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
