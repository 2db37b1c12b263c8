using Cchc.Core;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Sending;

/// <summary>Published questions that a sender may be about to ask again ("có phải điều này?").</summary>
public sealed class Similar(SiteDb db)
{
    private const int Most = 4, MostWords = 8, LeastLetters = 3, Looked = 200;
    /// <summary>Words that stand in every second subject.</summary>
    private static readonly HashSet<string> Common = ["cua", "cho", "khi", "toi", "khong", "duoc", "nhung", "cac", "voi", "trong", "nguoi", "phai", "nay", "theo", "hoi", "xin", "gop", "phan", "anh", "kien", "nghi"];

    public sealed record Line(string Text, string Url);

    /// <summary>The published items that share most words with the subject, at least two of them or the only one.</summary>
    public async Task<IReadOnlyList<Line>> FindAsync(string? subject, CancellationToken ct)
    {
        var words = Vietnamese.Fold(subject is { Length: > 300 } ? subject[..300] : subject).Split([' ', ',', '.', ':', ';', '?', '!', '"', '“', '”', '(', ')', '/', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= LeastLetters && !Common.Contains(word)).Distinct().OrderByDescending(word => word.Length).Take(MostWords).ToList();
        if (words.Count == 0) return [];
        var published = db.Set<FeedbackItem>().AsNoTracking().Where(item => item.PublishedUtc != null);
        var found = published.Where(item => item.PublicSearchKey.Contains(words[0]));
        foreach (var word in words.Skip(1)) found = found.Union(published.Where(item => item.PublicSearchKey.Contains(word)));
        var lines = await found.OrderByDescending(item => item.PublishedUtc).Take(Looked).Select(item => new { item.Id, item.PublicSubject, item.PublicSearchKey }).ToListAsync(ct);
        return [.. lines.Select(line => (line, Hits: words.Count(line.PublicSearchKey.Contains))).Where(one => one.Hits >= Math.Min(2, words.Count)).OrderByDescending(one => one.Hits).Take(Most).Select(one => new Line(one.line.PublicSubject, $"/gop-y/cong-khai/{one.line.Id}"))];
    }
}

/// <summary>The same for the form's script, while the subject is being typed.</summary>
public sealed class SimilarEndpoint : ISiteEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/gop-y/tuong-tu", async (string? q, Similar similar, CancellationToken ct) => Results.Json(await similar.FindAsync(q, ct))).AllowAnonymous();
}
