using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Modules.Content.News;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Pages;

public sealed class ContentLifeOnSqlite(SqliteSite site) : ContentLifeTests(site), IClassFixture<SqliteSite>;

public sealed class ContentLifeOnPostgres(PostgresSite site) : ContentLifeTests(site), IClassFixture<PostgresSite>;

public abstract class ContentLifeTests(SiteFixture fixture) : KernelTests(fixture)
{
    [Fact]
    public async Task A_draft_is_seen_by_no_reader_until_it_is_published()
    {
        var id = await SavedAsync(AnArticle("Bài chưa đăng của tôi"));
        var draft = await RowAsync(id);
        Assert.Equal((ContentState.Draft, 1, null, null, null), (draft.State, draft.LatestVersion, draft.PublishedVersion, draft.Slug, draft.PublishedUtc));

        Assert.True((await PublishAsync(id)).Done);
        var shown = await RowAsync(id);
        Assert.Equal((ContentState.Published, 1, NowUtc), (shown.State, shown.PublishedVersion, shown.PublishedUtc!.Value));
        Assert.Equal("bai-chua-dang-cua-toi", shown.Slug);
        Assert.Contains("<strong>ngắn</strong>", shown.Html);
    }

    [Fact]
    public async Task Readers_keep_the_published_text_while_a_newer_one_is_edited()
    {
        var id = await PublishedAsync();
        var before = await RowAsync(id);
        Assert.Equal(2, (await ChangeAsync(id, draft => { draft.Title = "Tiêu đề mới"; draft.Markdown = "Khác."; })).Version);
        var row = await RowAsync(id);
        Assert.Equal((before.Title, before.Markdown, before.Html), (row.Title, row.Markdown, row.Html));
        Assert.Equal(("Tiêu đề mới", 2, true), (row.LatestTitle, row.LatestVersion, row.HasNewerDraft));

        Assert.True((await PublishAsync(id)).Done);
        row = await RowAsync(id);
        Assert.Equal(("Tiêu đề mới", "Khác.", 2), (row.Title, row.Markdown, row.PublishedVersion!.Value));
        Assert.Equal(before.PublishedUtc, row.PublishedUtc);
    }

    [Fact]
    public async Task An_older_version_can_be_opened_and_published_again()
    {
        var id = await PublishedAsync(AnArticle("Bản thứ nhất " + ATitle()));
        var first = (await RowAsync(id)).Title;
        await ChangeAsync(id, draft => draft.Title = "Bản thứ hai");
        await PublishAsync(id);
        var old = await Site.WithStoreAsync(store => store.OpenAsync(Articles, id, 1));
        Assert.Equal(first, old!.Title);
        Assert.True((await PublishAsync(id, version: 1)).Done);
        Assert.Equal((first, 1), ((await RowAsync(id)).Title, (await RowAsync(id)).PublishedVersion!.Value));
    }

    [Fact]
    public async Task What_is_unpublished_is_gone_for_readers_and_can_come_back()
    {
        var id = await PublishedAsync(AnArticle(tags: ["gỡ bài"]));
        Assert.True((await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, id, Editor))).Done);
        Assert.Equal(ContentState.Unpublished, (await RowAsync(id)).State);
        Assert.Empty(await RowsAsync<TermItem>(links => links.Where(link => link.Item == id)));
        Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, id, Editor))).Outcome);
        Assert.True((await PublishAsync(id)).Done);
        Assert.Equal(ContentState.Published, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task The_trash_gives_back_a_draft_as_draft_and_a_published_item_as_unpublished()
    {
        var (draft, published) = (await SavedAsync(), await PublishedAsync());
        foreach (var (id, after) in new[] { (draft, ContentState.Draft), (published, ContentState.Unpublished) })
        {
            Assert.True((await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor))).Done);
            Assert.Equal(ContentState.Trash, (await RowAsync(id)).State);
            Assert.Equal(ContentOutcome.Refused, (await PublishAsync(id)).Outcome);
            Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.TrashAsync(Articles, id, Editor))).Outcome);
            Assert.True((await Site.WithStoreAsync(store => store.TakeBackAsync(Articles, id, Editor))).Done);
            Assert.Equal(after, (await RowAsync(id)).State);
            Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.TakeBackAsync(Articles, id, Editor))).Outcome);
        }
    }

    [Fact]
    public async Task Versions_are_numbered_without_gaps_and_never_change()
    {
        var id = await SavedAsync();
        var first = (await VersionsAsync(id)).Single().Json;
        for (var number = 2; number <= 5; number++) Assert.Equal(number, (await ChangeAsync(id, draft => draft.Sapo = $"Lần {number}", $"vì {number}")).Version);
        await PublishAsync(id, 3);
        var versions = await VersionsAsync(id);
        Assert.Equal([1, 2, 3, 4, 5], versions.Select(version => version.Number));
        Assert.Equal(first, versions[0].Json);
        Assert.Equal("vì 4", versions[3].Note);
        Assert.Equal(5, versions.Select(version => version.ContentItemVersionId).Distinct().Count());
        var json = JsonNode.Parse(versions[2].Json)!.AsObject();
        Assert.Equal(("Article", id, "Lần 3"), ((string)json["ContentType"]!, (string)json["ContentItemId"]!, (string)json["Article"]!["Sapo"]!["Text"]!));
    }

    [Fact]
    public async Task Of_two_people_who_save_at_once_one_is_told_and_nothing_is_lost()
    {
        var id = await SavedAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(person => Site.WithStoreAsync(async store =>
        {
            var draft = (Article)(await store.OpenAsync(Articles, id, 1))!;
            draft.Sapo = $"Của người {person}";
            return (await store.SaveAsync(Articles, draft, 1, "", Editor)).Outcome;
        })));
        Assert.Equal([ContentOutcome.Done, ContentOutcome.Conflict], outcomes.Order());
        Assert.Equal([1, 2], (await VersionsAsync(id)).Select(version => version.Number));
        Assert.Equal(2, (await AuditAsync(id)).Count);
    }

    [Fact]
    public async Task Who_started_from_an_older_version_is_told_of_the_conflict()
    {
        var id = await SavedAsync();
        await ChangeAsync(id, draft => draft.Sapo = "Mới");
        var late = await Site.WithStoreAsync(async store => await store.SaveAsync(Articles, (await store.OpenAsync(Articles, id, 1))!, 1, "", Editor));
        Assert.Equal(ContentOutcome.Conflict, late.Outcome);
        Assert.Equal(2, (await VersionsAsync(id)).Count);
    }

    [Fact]
    public async Task Items_of_one_title_get_addresses_that_count_up()
    {
        var title = ATitle("Trùng tên");
        var slug = Vietnamese.Slug(title);
        foreach (var expected in new[] { slug, slug + "-2", slug + "-3" })
            Assert.Equal(expected, (await RowAsync(await PublishedAsync(AnArticle(title)))).Slug);
    }

    [Fact]
    public async Task Items_of_one_title_that_are_published_at_once_all_get_an_address()
    {
        var title = ATitle("Cùng lúc");
        var ids = new List<string>();
        for (var number = 0; number < 3; number++) ids.Add(await SavedAsync(AnArticle(title)));
        var results = await Task.WhenAll(ids.Select(id => PublishAsync(id)));
        Assert.All(results, result => Assert.Equal(ContentOutcome.Done, result.Outcome));
        var slug = Vietnamese.Slug(title);
        var slugs = new List<string?>();
        foreach (var id in ids) slugs.Add((await RowAsync(id)).Slug);
        Assert.Equal([slug, slug + "-2", slug + "-3"], slugs.Order());
    }

    [Fact]
    public async Task A_former_address_stays_with_the_item_for_ever()
    {
        var id = await PublishedAsync();
        var old = (await RowAsync(id)).Slug!;
        await ChangeAsync(id, draft => draft.Slug = old + "-moi");
        await PublishAsync(id);
        Assert.Equal(old + "-moi", (await RowAsync(id)).Slug);
        Assert.Equal([(false, $"tin-tuc/{old}"), (true, $"tin-tuc/{old}-moi")], (await RoutesAsync(id)).Select(route => (route.IsCurrent, route.Path)));

        var other = AnArticle();
        other.Slug = old;
        Assert.Equal(old + "-2", (await RowAsync(await PublishedAsync(other))).Slug);

        await ChangeAsync(id, draft => draft.Slug = old);
        await PublishAsync(id);
        Assert.Equal([(true, $"tin-tuc/{old}"), (false, $"tin-tuc/{old}-moi")], (await RoutesAsync(id)).Select(route => (route.IsCurrent, route.Path)));
    }

    [Fact]
    public async Task Publishing_writes_item_version_address_terms_audit_and_change_or_nothing()
    {
        var tag = "thẻ " + ATitle();
        var id = await SavedAsync(AnArticle(tags: [tag]));
        var changes = (await ChangesAsync(id)).Count;
        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.Breaker.BreakAsync(() => PublishAsync(id)));
        Assert.Equal((ContentState.Draft, null), ((await RowAsync(id)).State, (await RowAsync(id)).Slug));
        Assert.Empty(await RoutesAsync(id));
        Assert.Single(await AuditAsync(id));
        Assert.Equal(changes, (await ChangesAsync(id)).Count);
        Assert.Empty(await RowsAsync<Term>(terms => terms.Where(term => term.Name == tag)));

        Assert.True((await PublishAsync(id)).Done);
        Assert.Single(await RoutesAsync(id));
        Assert.Equal(["content.created", "content.published"], (await AuditAsync(id)).Select(entry => entry.Action));
        var change = Assert.Single(await ChangesAsync(id));
        Assert.Contains(Tag.Item(id), change.TagList);
        Assert.Contains(Tag.List("Article"), change.TagList);
        Assert.Contains(Tag.Home, change.TagList);
    }

    [Fact]
    public async Task A_save_that_dies_before_its_commit_leaves_nothing()
    {
        var article = AnArticle();
        await Assert.ThrowsAnyAsync<Exception>(() => Fixture.Breaker.BreakAsync(() => Site.WithStoreAsync(store => store.SaveAsync(Articles, article, 0, "", Editor))));
        Assert.Empty(await RowsAsync<Article>(rows => rows.Where(row => row.LatestTitle == article.Title)));
        Assert.Empty(await RowsAsync<ContentVersion>(rows => rows.Where(row => row.Title == article.Title)));
    }

    [Fact]
    public async Task An_item_without_title_or_text_is_refused_with_a_sentence_for_each()
    {
        var id = await SavedAsync(new Article { Title = " ", Markdown = "" });
        var result = await PublishAsync(id);
        Assert.Equal(ContentOutcome.Refused, result.Outcome);
        Assert.Contains("Chưa có tiêu đề.", result.Problems!);
        Assert.Contains("Chưa có nội dung.", result.Problems!);
        Assert.Equal(ContentState.Draft, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        var article = AnArticle();
        article.Markdown = new string('a', MarkdownText.MaxLength + 1);
        Assert.Equal(ContentOutcome.Refused, (await Site.WithStoreAsync(store => store.SaveAsync(Articles, article, 0, "", Editor))).Outcome);
    }

    [Fact]
    public async Task An_unknown_item_is_not_found()
    {
        var id = ContentJson.NewId();
        Assert.Equal(ContentOutcome.NotFound, (await PublishAsync(id)).Outcome);
        Assert.Null(await Site.WithStoreAsync(store => store.OpenAsync(Articles, id)));
    }

    [Fact]
    public async Task An_item_of_a_chuyen_muc_stands_under_every_ancestor_too()
    {
        var tree = await Site.InAsync(async services => await ((Sections)services.GetService(typeof(Sections))!).GetAsync());
        var child = tree.All.FirstOrDefault(term => term.ParentId is not null) ?? tree.All[0];
        var article = AnArticle(tags: ["Một thẻ"]);
        article.Sections = [child.ContentItemId];
        var id = await PublishedAsync(article);
        var links = await RowsAsync<TermItem>(rows => rows.Where(link => link.Item == id));
        Assert.Superset(tree.AncestorsAndSelf(child).Select(term => term.Id).ToHashSet(), links.Select(link => link.TermId).ToHashSet());
        Assert.All(links, link => Assert.Equal(NowUtc, link.PublishedUtc));
        Assert.Equal(tree.AncestorsAndSelf(child).Count() + 1, links.Count);

        await ChangeAsync(id, draft => { draft.Sections = [tree.Roots.Last().ContentItemId]; draft.Tags = []; });
        await PublishAsync(id);
        Assert.Single(await RowsAsync<TermItem>(rows => rows.Where(link => link.Item == id)));
    }

    [Fact]
    public async Task A_tag_that_several_people_write_at_once_is_made_once()
    {
        var tag = "Thẻ mới " + ATitle();
        var ids = new List<string>();
        for (var number = 0; number < 3; number++) ids.Add(await SavedAsync(AnArticle(tags: [tag, tag.ToUpperInvariant()])));
        var results = await Task.WhenAll(ids.Select(id => PublishAsync(id)));
        Assert.All(results, result => Assert.Equal(ContentOutcome.Done, result.Outcome));
        var term = Assert.Single(await RowsAsync<Term>(terms => terms.Where(term => term.Slug == Vietnamese.Slug(tag))));
        Assert.Equal(3, (await RowsAsync<TermItem>(links => links.Where(link => link.TermId == term.Id))).Count);
    }

    [Fact]
    public async Task The_audit_trail_can_only_grow()
    {
        await SavedAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Site.WithDbAsync(async db =>
        {
            db.Remove(await db.Set<AuditEvent>().FirstAsync());
            return await db.SaveChangesAsync();
        }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Site.WithDbAsync(async db =>
        {
            db.Entry(await db.Set<AuditEvent>().FirstAsync()).Property(entry => entry.Summary).CurrentValue = "Không có gì";
            return await db.SaveChangesAsync();
        }));
        var before = await Site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync());
        var updating = await Assert.ThrowsAnyAsync<Exception>(() => Site.WithDbAsync(db => db.Set<AuditEvent>().ExecuteUpdateAsync(row => row.SetProperty(entry => entry.Who, "Ai đó"))));
        var deleting = await Assert.ThrowsAnyAsync<Exception>(() => Site.WithDbAsync(db => db.Set<AuditEvent>().ExecuteDeleteAsync()));
        Assert.Contains("append-only", updating.Message);
        Assert.Contains("append-only", deleting.Message);
        Assert.True(await Site.WithDbAsync(db => db.Set<AuditEvent>().CountAsync()) >= before);
    }

    private Task<List<ContentVersion>> VersionsAsync(string id) => RowsAsync<ContentVersion>(rows => rows.Where(row => row.ContentItemId == id).OrderBy(row => row.Number));
    private Task<List<ContentRoute>> RoutesAsync(string id) => RowsAsync<ContentRoute>(rows => rows.Where(row => row.ContentItemId == id).OrderBy(row => row.Path));
    private Task<List<AuditEvent>> AuditAsync(string id) => RowsAsync<AuditEvent>(rows => rows.Where(row => row.SubjectId == id).OrderBy(row => row.Id));
    /// <summary>Changes of an item that readers see; every save leaves one without tags for the newsroom.</summary>
    private Task<List<Change>> ChangesAsync(string id) => RowsAsync<Change>(rows => rows.Where(row => row.ContentItemId == id && row.Tags.Contains("item:")));
}
