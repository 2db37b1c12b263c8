using Cchc.Core;
using Cchc.Modules.Feedback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Feedback;

/// <summary>Citizen feedback (ý kiến, phản ánh, kiến nghị): sending, following, handling, published answers.</summary>
public sealed class FeedbackModule : SiteModule
{
    public override string Name => "feedback";

    public override void AddTables(ModelBuilder tables)
    {
        var feedback = new FeedbackTables();
        tables.ApplyConfiguration<FeedbackItem>(feedback).ApplyConfiguration<FeedbackEvent>(feedback).ApplyConfiguration<FeedbackFile>(feedback).ApplyConfiguration<AnswerTemplate>(feedback);
    }

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddChangeListener<FeedbackSettingsCache>()
        .AddSingleton<FeedbackSecrets>().AddSingleton<FeedbackFiles>()
        .AddScoped<FeedbackLetters>().AddScoped<FeedbackStore>();
}
