using Cchc.Core;
using Cchc.Modules.Contest.Bank;
using Cchc.Modules.Contest.Data;
using Cchc.Modules.Contest.Home;
using Cchc.Modules.Contest.Recipes;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Taking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Contest;

/// <summary>Knowledge contests (cuộc thi tìm hiểu): question bank, rounds, taking part, results that can be checked.</summary>
public sealed class ContestModule : SiteModule
{
    public static readonly Permission Manage = new("contest.manage", "Tạo, mở và điều hành cuộc thi");
    public static readonly Permission Questions = new("contest.questions", "Sửa ngân hàng câu hỏi, nhập và xuất câu hỏi");
    public static readonly Permission Appraise = new("contest.appraise", "Thẩm định đáp án của người khác");
    public static readonly Permission Judge = new("contest.judge", "Chấm bài tự luận được phân công");
    public static readonly Permission People = new("contest.people", "Xem và xuất dữ liệu cá nhân của người dự thi");
    public static readonly Permission Publish = new("contest.publish", "Xác nhận giải và công bố kết quả");

    /// <summary>Of this module where the kernel keeps things of several.</summary>
    public const string Key = "contest";

    public override string Name => Key;
    public override IReadOnlyList<Permission> Permissions => [Manage, Questions, Appraise, Judge, People, Publish];

    public override IReadOnlyList<MenuItem> AdminMenu =>
    [
        new("Cuộc thi", "/quan-tri/cuoc-thi", Manage, 40, "Cuộc thi"),
        new("Ngân hàng câu hỏi", "/quan-tri/cau-hoi", Questions, 41, "Cuộc thi"),
        new("Chấm tự luận", "/quan-tri/cham-tu-luan", Judge, 42, "Cuộc thi"),
    ];

    public override void AddTables(ModelBuilder tables)
    {
        var (questions, contests, rounds, attempts, essays) = (new QuestionTables(), new CompetitionTables(), new RoundTables(), new AttemptTables(), new EssayTables());
        tables.ApplyConfiguration<QuestionTopic>(questions).ApplyConfiguration<Question>(questions).ApplyConfiguration<QuestionVersion>(questions).ApplyConfiguration<KeyCorrection>(questions)
            .ApplyConfiguration<Competition>(contests).ApplyConfiguration<Block>(contests).ApplyConfiguration<CompetitionText>(contests).ApplyConfiguration<UnitStaff>(contests)
            .ApplyConfiguration<Round>(rounds).ApplyConfiguration<RoundPlan>(rounds).ApplyConfiguration<RoundResult>(rounds)
            .ApplyConfiguration<Participant>(attempts).ApplyConfiguration<Attempt>(attempts).ApplyConfiguration<AttemptAnswer>(attempts).ApplyConfiguration<Winner>(attempts)
            .ApplyConfiguration<Certificate>(new CertificateTables()).ApplyConfiguration<RoundReport>(rounds)
            .ApplyConfiguration<RoundJudge>(essays).ApplyConfiguration<Essay>(essays).ApplyConfiguration<EssayMark>(essays).ApplyConfiguration<EssayFile>(essays);
    }

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddChangeListener<ContestBook>()
        .AddSingleton<AttemptWriter>().AddSingleton<TakeReads>().AddSingleton<ParticipantCookie>()
        .AddScoped<EnterContest>().AddScoped<TakeRound>().AddScoped<Visitor>().AddScoped<ForgetPeople>().AddDaily<ForgetPeople>().AddScoped<EssayFiles>().AddDaily<EssayFiles>().AddKeptData<ContestKept>()
        .AddScoped<QuestionStore>().AddScoped<ImportQuestions>().AddRecipeStep<QuestionsStep>()
        .AddScoped<RoundDesk>().AddScoped<RoundClosing>().AddScoped<EssayDesk>().AddScoped<Awards>().AddScoped<Certificates>().AddScoped<StaffNumbers>().AddSingleton<CodeGuesses>().AddJob<CloseRound>().AddJob<MarkAgain>().AddJob<ReviewRound>().AddSingleton<ReceiptTrees>().AddSingleton<RoundWatch>()
        .AddRecipeStep<ContestStep>().AddHomeBlock<ContestsBlock>()
        .AddSingleton<ISiteEndpoints, VerifyEndpoints>().AddSingleton<ISiteEndpoints, EssayFileEndpoints>().AddSingleton<ISitemapSource, ContestPaths>().AddHttpContextAccessor();
}
