using Cchc.Core;
using Cchc.Modules.Content;
using Cchc.Modules.Contest;
using Cchc.Modules.Feedback;
using Cchc.Modules.Indexes;
using Cchc.Modules.Newsroom;

namespace Cchc.Web;

/// <summary>The one list of what this site is made of. A deployment without a module leaves out its line and its reference.</summary>
public static class Site
{
    public static IReadOnlyList<SiteModule> Modules { get; } = [new CoreModule(), new ContentModule(), new IndexesModule(), new ContestModule(), new FeedbackModule(), new NewsroomModule()];
}
