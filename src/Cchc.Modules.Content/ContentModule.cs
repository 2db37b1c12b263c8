using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Feeds;
using Cchc.Modules.Content.Home;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using Cchc.Modules.Content.Units;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content;

/// <summary>News, documents, models, static pages, chuyên mục, tags, units and the home page.</summary>
public sealed class ContentModule : SiteModule
{
    public override string Name => "content";

    public override IReadOnlyList<Permission> Permissions => [ReformModelType.Nominate];

    public override IReadOnlyList<ContentType> ContentTypes { get; } = [new ArticleType(), new DocumentType(), new ReformModelType(), new SitePageType()];

    public override IReadOnlyList<MenuItem> AdminMenu =>
    [
        new("Tin bài", "/quan-tri/tin-bai", Cchc.Core.People.Permissions.EditOwn, 20, "Nội dung"),
        new("Văn bản", "/quan-tri/van-ban", Cchc.Core.People.Permissions.EditOwn, 21, "Nội dung"),
        new("Mô hình, sáng kiến", "/quan-tri/mo-hinh", ReformModelType.Nominate, 21, "Nội dung"),
        new("Thi đua", "/quan-tri/thi-dua", Cchc.Core.People.Permissions.ViewStatistics, 28, "Nội dung"),
        new("Trang", "/quan-tri/trang", Cchc.Core.People.Permissions.EditOwn, 22, "Nội dung"),
        new("Lịch đăng", "/quan-tri/lich", Cchc.Core.People.Permissions.EditOwn, 26, "Nội dung"),
        new("Thống kê", "/quan-tri/thong-ke", Cchc.Core.People.Permissions.ViewStatistics, 27, "Nội dung"),
        new("Chuyên mục", "/quan-tri/chuyen-muc", Cchc.Core.People.Permissions.ManageTaxonomy, 23, "Nội dung"),
        new("Trang chủ", "/quan-tri/trang-chu", Cchc.Core.People.Permissions.ManageHome, 70, "Trang"),
        new("Trình đơn", "/quan-tri/trinh-don", Cchc.Core.People.Permissions.ManageHome, 71, "Trang"),
        new("Thông báo đầu trang", "/quan-tri/bang-gioi-thieu", Cchc.Core.People.Permissions.ManageHome, 72, "Trang"),
        new("Từ viết tắt", "/quan-tri/tu-viet-tat", Cchc.Core.People.Permissions.ManageSearch, 24, "Nội dung"),
    ];

    public override void AddTables(ModelBuilder tables) => tables
        .ApplyConfiguration(new ArticleTable())
        .ApplyConfiguration(new ArticleDocumentTable())
        .ApplyConfiguration(new DocumentTable())
        .ApplyConfiguration(new DocumentRelationTable())
        .ApplyConfiguration(new ReformModelTable())
        .ApplyConfiguration(new MeasuredResultTable())
        .ApplyConfiguration(new SitePageTable());

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<Pages.Admin.EditorialDesk>()
        .AddScoped<Pages.Admin.Bulk.BulkActs>()
        .AddScoped<Pages.Admin.Views.SavedViews>()
        .AddScoped<Pages.Admin.Statistics.WorkStatistics>()
        // After the host's own set-up, which begins with an empty list of conventions.
        .PostConfigure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Models/Index", "/mo-hinh/linh-vuc/{field:slug}"))
        .Configure<RouteOptions>(options => options.ConstraintMap["slug"] = typeof(SlugConstraint))
        .AddSingleton<ISiteEndpoints, FeedEndpoints>()
        .AddSingleton<ISiteEndpoints, SitemapEndpoints>().AddSingleton<ISitemapSource, ModelPaths>()
        .AddSingleton<ISiteEndpoints, Pages.Admin.DraftEndpoints>()
        .AddSingleton<ISiteEndpoints, Pages.Admin.Links.LinkEndpoints>()
        .AddScoped<FormerAddresses>()
        .AddSingleton<ArticleReads>()
        .AddSingleton<DocumentReads>()
        .AddScoped<FrontPage>()
        .AddScoped<Pages.Admin.HomePage.HomeDesk>().AddScoped<Pages.Admin.Menus.MenuLinks>()
        .AddScoped<Pages.Admin.Taxonomy.SaveSection>()
        .AddScoped<Pages.Admin.Abbreviations.SaveAbbreviations>()
        .AddHomeBlock<LeadBlock>()
        .AddHomeBlock<FieldsBlock>()
        .AddHomeBlock<LatestBlock>()
        .AddHomeBlock<DocumentsBlock>()
        .AddHomeBlock<SectionBlock>()
        .AddHomeBlock<TextBlock>()
        .AddHomeBlock<BannerBlock>()
        .AddHomeBlock<FiguresBlock>()
        .AddHomeBlock<ModelsBlock>()
        .AddUnitBlock<UnitStories>()
        .AddUnitBlock<UnitModels>()
        .AddUnitBlock<UnitDocuments>()
        .AddChangeListener<FrontRows>()
        .AddChangeListener<DocumentRegister>()
        .AddChangeListener<ModelRegister>();
}
