using Cchc.Modules.Contest.Taking;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Cchc.Modules.Contest.Pages.Contest;

/// <summary>Bounds what a paper's form sends: words alone, or an essay with its file.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswerSizeAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>An essay of <see cref="Rules.Answers.LongestEssay"/> letters, each up to nine bytes in a form.</summary>
    private const int Words = 256 * 1024;
    /// <summary>A file that is a little too large still gets its own message.</summary>
    private const long WithFile = 2 * EssayFiles.MostBytes;

    /// <summary>As for the framework's own limits: before anything reads the body.</summary>
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = context.HttpContext.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true ? WithFile : Words;
    }
}
