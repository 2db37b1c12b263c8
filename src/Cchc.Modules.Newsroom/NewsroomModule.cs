using Cchc.Core;
using Cchc.Core.Privacy;
using Cchc.Modules.Newsroom.Media;
using Cchc.Modules.Newsroom.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cchc.Modules.Newsroom;

/// <summary>Where staff work: dashboard, accounts and roles, media, settings, audit trail, style page.</summary>
public sealed class NewsroomModule : SiteModule
{
    public override string Name => "newsroom";

    public override IReadOnlyList<MenuItem> AdminMenu =>
    [
        new("Bàn làm việc", "/quan-tri", Core.People.Permissions.EnterNewsroom, 10),
        new("Thông báo", "/quan-tri/thong-bao", Core.People.Permissions.EnterNewsroom, 11),
        new("Thư viện", "/quan-tri/tu-lieu", Core.People.Permissions.UploadMedia, 25, "Nội dung"),
        new("Dữ liệu cá nhân", $"/quan-tri{PrivacyDesk.Path}", Core.People.Permissions.HandlePrivacy, 46, "Ý kiến"),
        new("Tài khoản", "/quan-tri/tai-khoan", Core.People.Permissions.ManageUsers, 80, "Trang"),
        new("Vai trò", "/quan-tri/vai-tro", Core.People.Permissions.ManageRoles, 81, "Trang"),
        new("Cấu hình", "/quan-tri/cau-hinh", Core.People.Permissions.ManageSettings, 82, "Trang"),
        new("Nhật ký", "/quan-tri/nhat-ky", Core.People.Permissions.ViewAudit, 83, "Trang"),
        new("Giao diện", "/quan-tri/giao-dien", Core.People.Permissions.EnterNewsroom, 84, "Trang"),
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        ExternalSignIn.Add(services, configuration);
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>, FirstThings>()
            .AddScoped<AccountRecord>().AddScoped<OwnerCheck>().AddScoped<PasswordLinks>().AddJob<SendResetLink>()
            .AddScoped<ChangeMedia>().AddScoped<MediaWhere>().AddSingleton<ISiteEndpoints, UploadEndpoints>()
            .AddSingleton<ISitemapSource, PrivacyPaths>();
    }
}
