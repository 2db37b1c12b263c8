using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Indexes.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Indexes;

public static class IndexPermissions
{
    public static readonly Permission Manage = new("indexes.manage", "Nhập và sửa kết quả chỉ số");
}

/// <summary>PAR INDEX, SIPAS, PCI, PAPI and the province's own indexes: what was measured, as data.</summary>
public sealed class IndexesModule : SiteModule
{
    public override string Name => "indexes";
    public override IReadOnlyList<Permission> Permissions => [IndexPermissions.Manage];
    public override IReadOnlyList<MenuItem> AdminMenu => [new("Chỉ số", "/quan-tri/chi-so", IndexPermissions.Manage, 24, "Nội dung")];
    public override IReadOnlyList<ContentType> ContentTypes { get; } = [new IndexKindType(), new IndexEditionType()];
    public override void AddTables(ModelBuilder tables) => tables.ApplyConfiguration(new IndexKindTable()).ApplyConfiguration(new IndexEditionTable());
    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddChangeListener<IndexLibrary>().AddSingleton<OwnUnits>().AddSingleton<ISiteEndpoints, Open.IndexEndpoints>().AddSingleton<ISiteEndpoints, Open.IndexPictures>().AddSingleton<ISitemapSource, Open.IndexPaths>().AddUnitBlock<Units.IndexResultsOfUnit>()
        .AddHomeBlock<Home.IndexFiguresBlock>().AddScoped<IndexImports>()
        .AddRecipeStep<IndexImportStep>();
}
