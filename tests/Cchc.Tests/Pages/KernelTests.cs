using System.Globalization;
using System.Net;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

/// <summary>What tests of the kernel share: one site, and short words for what they do with it.</summary>
public abstract class KernelTests(SiteFixture fixture)
{
    private static int made;

    protected static readonly Actor Editor = new(null, "Biên tập viên", "127.0.0.1") { MayApprove = true };
    /// <summary>A chuyên mục of the set-up recipe: no article is published without one.</summary>
    protected const string ASection = "cchcsec0000000000000000001";
    protected SiteFixture Fixture => fixture;
    protected TestSite Site => fixture.Site;
    protected ContentType Articles => Site.Type("Article");
    protected DateTime NowUtc => Site.Clock.GetUtcNow().UtcDateTime;

    /// <summary>A title that no other test uses.</summary>
    protected static string ATitle(string title = "Bài thử") => $"{title} {Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid().ToString("N")[..6]}";

    protected static Article AnArticle(string? title = null, params IEnumerable<string> tags) => new()
    {
        Title = title ?? ATitle(), Markdown = "Một đoạn **ngắn**.", Sapo = "Tóm tắt.", Byline = "Ban biên tập", Sections = [ASection], Tags = [.. tags],
    };

    protected async Task<string> SavedAsync(Article? article = null)
    {
        var result = await Site.WithStoreAsync(store => store.SaveAsync(Articles, article ?? AnArticle(), 0, "", Editor));
        Assert.Equal(ContentOutcome.Done, result.Outcome);
        return result.ContentItemId;
    }

    protected async Task<string> PublishedAsync(Article? article = null)
    {
        var id = await SavedAsync(article);
        Assert.True((await PublishAsync(id)).Done);
        return id;
    }

    protected Task<ContentResult> PublishAsync(string id, int? version = null) => Site.WithStoreAsync(store => store.PublishAsync(Articles, id, Editor, version));

    /// <summary>Opens the newest text, changes it and saves it.</summary>
    protected Task<ContentResult> ChangeAsync(string id, Action<Article> change, string note = "") => Site.WithStoreAsync(async store =>
    {
        var draft = (Article)(await store.OpenAsync(Articles, id))!;
        change(draft);
        return await store.SaveAsync(Articles, draft, draft.LatestVersion, note, Editor);
    });

    protected Task<Article> RowAsync(string id) => Site.WithDbAsync(db => db.Set<Article>().AsNoTracking().SingleAsync(row => row.ContentItemId == id));

    protected Task<List<T>> RowsAsync<T>(Func<IQueryable<T>, IQueryable<T>> which) where T : class => Site.WithDbAsync(db => which(db.Set<T>().AsNoTracking()).ToListAsync());

    /// <summary>A person of that role, signed in, who is limited to a unit.</summary>
    protected async Task<SiteClient> LimitedAsync(string role, int unit)
    {
        var person = await PersonAsync(role, unit);
        var client = Site.Client();
        using var response = await client.SignInAsync(person.UserName!);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    protected async Task<User> PersonAsync(string role, int unit)
    {
        var user = await Site.AddPersonAsync($"{role.ToLowerInvariant()}.{Guid.NewGuid().ToString("N")[..8]}", role);
        await Site.WithDbAsync(db => db.Users.Where(one => one.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.UnitId, unit)));
        return user;
    }
}
