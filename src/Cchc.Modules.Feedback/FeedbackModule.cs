using Cchc.Core;
using Cchc.Core.Search;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Following;
using Cchc.Modules.Feedback.Publishing;
using Cchc.Modules.Feedback.Recipes;
using Cchc.Modules.Feedback.Scanning;
using Cchc.Modules.Feedback.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Feedback;

/// <summary>Citizen feedback (ý kiến, phản ánh, kiến nghị): sending, following, handling, published answers.</summary>
public sealed class FeedbackModule : SiteModule
{
    /// <summary>Of this module where the kernel keeps things of several.</summary>
    public const string Key = "feedback";

    public override string Name => Key;

    public override IReadOnlyList<Permission> Permissions => FeedbackPermissions.All;
    public override IReadOnlyList<MenuItem> AdminMenu => [new("Ý kiến công dân", "/quan-tri/gop-y", FeedbackPermissions.Enter, 45, "Ý kiến")];

    public override void AddTables(ModelBuilder tables)
    {
        var feedback = new FeedbackTables();
        tables.ApplyConfiguration<FeedbackItem>(feedback).ApplyConfiguration<FeedbackEvent>(feedback).ApplyConfiguration<FeedbackFile>(feedback).ApplyConfiguration<AnswerTemplate>(feedback);
    }

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddChangeListener<FeedbackSettingsCache>()
        .AddSingleton<FeedbackSecrets>().AddSingleton<FeedbackFiles>()
        .AddScoped<FeedbackLetters>().AddScoped<FeedbackNotices>().AddScoped<FeedbackStore>().AddScoped<FeedbackTidy>().AddDaily<FeedbackTidy>().AddScoped<FeedbackWatch>().AddDaily<FeedbackWatch>()
        .AddSingleton(new ClamAv(configuration)).AddScoped<FeedbackScan>().AddJob<FeedbackScan>().AddDaily<FeedbackScan>()
        .AddSingleton<FeedbackLimits>().AddSingleton<HeldFiles>().AddSingleton<FeedbackPass>().AddScoped<Similar>().AddRecipeStep<SampleFeedbackStep>()
        .AddSingleton<ISiteEndpoints, FileEndpoints>().AddSingleton<ISiteEndpoints, SimilarEndpoint>()
        .AddChangeListener<PublishedBook>().AddSingleton<ISiteEndpoints, OpenData>().AddSingleton<ISiteEndpoints, Open311>().AddSingleton<ISitemapSource, FeedbackPaths>().AddSingleton<ISearchSource, FeedbackSearch>().AddUnitBlock<FeedbackOfUnit>().AddKeptData<FeedbackKept>();
}
