using Cchc.Core.Calendar;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Mail;
using Cchc.Core.Media;
using Cchc.Core.Messages;
using Cchc.Core.People;
using Cchc.Core.Privacy;
using Cchc.Core.ProofOfWork;
using Cchc.Core.Recipes;
using Cchc.Core.Search;
using Cchc.Core.Search.Files;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cchc.Core;

/// <summary>The kernel, said in the same words as any module.</summary>
public sealed class CoreModule : SiteModule
{
    public override string Name => "core";
    public override IReadOnlyList<Permission> Permissions => People.Permissions.All;

    public override void AddTables(ModelBuilder tables) => tables
        .ApplyConfiguration(new ChangeTable())
        .ApplyConfiguration(new ContentVersionTable())
        .ApplyConfiguration(new ContentRouteTable())
        .ApplyConfiguration(new ContentScheduleTable())
        .ApplyConfiguration(new ContentNoteTable())
        .ApplyConfiguration(new WorkingDraftTable())
        .ApplyConfiguration(new PresenceTable())
        .ApplyConfiguration(new BulkActTable())
        .ApplyConfiguration(new TermTable())
        .ApplyConfiguration(new TermItemTable())
        .ApplyConfiguration(new UnitTable())
        .ApplyConfiguration(new UnitSuccessionTable())
        .ApplyConfiguration(new AuditEventTable())
        .ApplyConfiguration(new NotificationTable())
        .ApplyConfiguration(new UserSessionTable())
        .ApplyConfiguration(new SavedViewTable())
        .ApplyConfiguration(new MailMessageTable())
        .ApplyConfiguration(new SettingTable())
        .ApplyConfiguration(new HolidayTable())
        .ApplyConfiguration(new PersonalDataRequestTable())
        .ApplyConfiguration(new MediaFileTable())
        .ApplyConfiguration(new MediaUseTable())
        .ApplyConfiguration(new MediaUploadTable())
        .ApplyConfiguration(new JobTable())
        .ApplyConfiguration(new RecipeRunTable());

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<ChangeInterceptor>();
        services.AddChangeListener<SiteSettingsCache>().AddChangeListener<Sections>().AddChangeListener<UnitDirectory>().AddChangeListener<WorkCalendar>();
        services.AddScoped<SettingsStore>().AddScoped<SettingTimes>().AddJob<SettingTimes>();
        services.AddScoped<ContentStore>().AddScoped<ContentWorkflow>().AddScoped<WorkingDrafts>().AddScoped<NoticeBoard>().AddScoped<ContentDrafts>().AddScoped<ContentPublisher>().AddScoped<ContentImport>().AddHostedService<ContentScheduler>();
        services.AddSingleton<PuzzleDesk>().AddSingleton<ISiteEndpoints, PuzzleEndpoint>();
        services.AddScoped<Standings>().AddScoped<TrashBin>();
        services.AddJob<DailyJob>().AddHostedService<DailyJobStart>().AddDaily<TrashBin>().AddDaily<WorkingDrafts>().AddDaily<Mailer>().AddDaily<UserSessions>();
        services.AddSingleton<JobRunner>().AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        services.AddSingleton<FileTexts>();
        services.AddChangeListener<SearchFeed>().AddHostedService(provider => provider.GetRequiredService<SearchFeed>());
        services.AddChangeListener<NewsroomFeed>().AddHostedService(provider => provider.GetRequiredService<NewsroomFeed>());
        services.AddScoped<MediaLibrary>().AddSingleton<PictureCopies>().AddJob<TidyMedia>().AddJob<FillPictureCopies>();
        services.AddScoped<MediaUses>().AddJob<MediaUsesFill>().AddScoped<ResumableUploads>().AddJob<ForgetUpload>().AddChangeListener<MediaFinder>();
        services.AddScoped<Mailer>().AddJob<SendMail>();
        services.AddSingleton<CodeTries>().AddSingleton<PrivacyLimits>().AddSingleton<PrivacySecrets>().AddSingleton<PrivacyPass>().AddScoped<PrivacyRegister>().AddScoped<PrivacyDesk>().AddScoped<PrivacyWatch>().AddDaily<PrivacyWatch>();
        services.AddScoped<Messenger>().AddJob<SendMessage>().AddSingleton<IMessageChannel, LogChannel>();
        services.AddSingleton<SignInLimits>().AddScoped<UserSessions>();
        services.AddSingleton<RecipeRunner>();
        services.AddRecipeStep<SettingsStep>().AddRecipeStep<RolesStep>().AddRecipeStep<UnitsStep>().AddRecipeStep<ContentStep>().AddRecipeStep<MediaStep>();
        services.AddScoped<Microsoft.AspNetCore.Authentication.IClaimsTransformation, UnitReach.Claims>();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>().AddSingleton<IAuthorizationHandler, PermissionCheck>();
    }
}
