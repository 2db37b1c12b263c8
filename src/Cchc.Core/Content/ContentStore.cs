using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>How a change of a content item ended.</summary>
public enum ContentOutcome
{
    Done,
    /// <summary>There is no such item or version.</summary>
    NotFound,
    /// <summary>Somebody else saved or published in between; nothing was changed.</summary>
    Conflict,
    /// <summary>The item is not fit for this; <see cref="ContentResult.Problems"/> says why. Nothing was changed.</summary>
    Refused,
}

/// <param name="Problems">Vietnamese sentences for the person, when refused.</param>
public sealed record ContentResult(ContentOutcome Outcome, string ContentItemId = "", int Version = 0, IReadOnlyList<string>? Problems = null)
{
    public bool Done => Outcome == ContentOutcome.Done;
}

/// <summary>
/// The one way in which content items change. Every method writes row, version, address, terms, audit row and change row in
/// one transaction, so that a process killed at any moment leaves all of it or none.
/// </summary>
public sealed class ContentStore(SiteDb db, SiteModules modules, UnitDirectory units, Sections sections, TimeProvider clock)
{
    private const int Tries = 3;
    /// <summary>Says that another node was first: nothing is left to do.</summary>
    private static readonly IReadOnlyList<string> AlreadyDone = ["Đã làm xong."];

    /// <summary>The newest saved text of an item, or the version asked for, as an object that is not tracked: edit it and
    /// hand it to <see cref="SaveAsync"/>. Null when there is none.</summary>
    public async Task<ContentItem?> OpenAsync(ContentType type, string contentItemId, int? version = null, CancellationToken ct = default)
    {
        var row = await type.Rows(db).AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, ct);
        if (row is null) return null;
        var number = version ?? row.LatestVersion;
        var json = await db.Set<ContentVersion>().AsNoTracking()
            .Where(saved => saved.ContentItemId == contentItemId && saved.Number == number)
            .Select(saved => saved.Json).FirstOrDefaultAsync(ct);
        if (json is null) return null;
        var slug = row.Slug;
        ContentJson.Read(Parse(json), row, type, await units.GetAsync(ct));
        row.Slug ??= slug;
        return row;
    }

    /// <summary>Saves a text as a new immutable version. Readers see nothing of it until it is published.</summary>
    /// <param name="draft">A new item, or one from <see cref="OpenAsync"/> with other values.</param>
    /// <param name="basedOn">The version that the writer started from; 0 for a new item.</param>
    public async Task<ContentResult> SaveAsync(ContentType type, ContentItem draft, int basedOn, string note, Actor actor, CancellationToken ct = default)
    {
        if (draft.Markdown.Length > MarkdownText.MaxLength)
            return new(ContentOutcome.Refused, draft.ContentItemId, basedOn, [$"Nội dung dài hơn {MarkdownText.MaxLength:N0} ký tự, hãy chia thành nhiều bài."]);
        try
        {
            var row = await StageAsync(type, draft, basedOn, note, actor, null, ct);
            if (row is null) return new(basedOn == 0 ? ContentOutcome.NotFound : ContentOutcome.Conflict, draft.ContentItemId);
            Audit(actor, row, type, basedOn == 0 ? "content.created" : "content.saved",
                $"{(basedOn == 0 ? "Tạo" : "Lưu")} {type.Label.ToLowerInvariant()} “{row.LatestTitle}”, bản {row.LatestVersion}");
            TellNewsroom(type, row);
            await db.SaveChangesAsync(ct);
            return new(ContentOutcome.Done, row.ContentItemId, row.LatestVersion);
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return new(ContentOutcome.Conflict, draft.ContentItemId);
        }
    }

    /// <summary>Shows a version to readers, now.</summary>
    /// <param name="version">The newest when null.</param>
    public Task<ContentResult> PublishAsync(ContentType type, string contentItemId, Actor actor, int? version = null, CancellationToken ct = default) =>
        PublishAsync(type, contentItemId, actor, version, null, ct);

    private Task<ContentResult> PublishAsync(ContentType type, string contentItemId, Actor actor, int? version, ContentSchedule? plan, CancellationToken ct) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (plan is not null && !await IsStillPlannedAsync(plan, ct)) return AlreadyDone;
            if (row.State == ContentState.Trash) return ["Bài đang ở thùng rác, hãy lấy lại trước khi đăng."];
            var number = version ?? row.LatestVersion;
            var json = await db.Set<ContentVersion>().AsNoTracking()
                .Where(saved => saved.ContentItemId == contentItemId && saved.Number == number).Select(saved => saved.Json).FirstOrDefaultAsync(ct);
            if (json is null) return ["Không có bản này."];
            var first = row.PublishedUtc is null;
            var problems = await StagePublishAsync(type, row, Parse(json), number, null, await sections.GetAsync(ct), ct);
            if (problems.Count > 0) return problems;
            await RemoveScheduleAsync(contentItemId, ScheduledAction.Publish, ct);
            Audit(actor, row, type, "content.published", $"{(first ? "Đăng" : "Đăng lại")} {type.Label.ToLowerInvariant()} “{row.Title}”, bản {number}");
            return [];
        }, ct);

    /// <summary>Takes an item away from readers; its address then answers 410.</summary>
    public Task<ContentResult> UnpublishAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        UnpublishAsync(type, contentItemId, actor, null, ct);

    private Task<ContentResult> UnpublishAsync(ContentType type, string contentItemId, Actor actor, ContentSchedule? plan, CancellationToken ct) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (plan is not null && !await IsStillPlannedAsync(plan, ct)) return AlreadyDone;
            if (row.State is not (ContentState.Published or ContentState.Scheduled)) return ["Bài này không đang đăng."];
            await StageHideAsync(type, row, row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished, ct);
            await RemoveScheduleAsync(contentItemId, null, ct);
            Audit(actor, row, type, "content.unpublished", $"Gỡ {type.Label.ToLowerInvariant()} “{row.Title}”");
            return [];
        }, ct);

    /// <summary>Moves an item to the trash, from which it can be taken back.</summary>
    public Task<ContentResult> TrashAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (row.State == ContentState.Trash) return ["Bài đã ở thùng rác."];
            await StageHideAsync(type, row, ContentState.Trash, ct);
            await RemoveScheduleAsync(contentItemId, null, ct);
            Audit(actor, row, type, "content.trashed", $"Bỏ {type.Label.ToLowerInvariant()} “{row.LatestTitle}” vào thùng rác");
            return [];
        }, ct);

    /// <summary>Takes an item out of the trash, as a draft or as unpublished.</summary>
    public Task<ContentResult> TakeBackAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, row =>
        {
            if (row.State != ContentState.Trash) return Task.FromResult<IReadOnlyList<string>>(["Bài không ở thùng rác."]);
            row.State = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
            Audit(actor, row, type, "content.restored", $"Lấy lại {type.Label.ToLowerInvariant()} “{row.LatestTitle}” từ thùng rác");
            return Task.FromResult<IReadOnlyList<string>>([]);
        }, ct);

    /// <summary>Plans when the newest version is published, or when the item is taken away. An earlier plan of the same kind is replaced.</summary>
    /// <param name="dueUtc">In the future.</param>
    public Task<ContentResult> ScheduleAsync(ContentType type, string contentItemId, ScheduledAction action, DateTime dueUtc, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (dueUtc <= Now) return ["Giờ hẹn phải ở sau lúc này."];
            if (row.State == ContentState.Trash) return ["Bài đang ở thùng rác, hãy lấy lại trước khi hẹn giờ."];
            if (action == ScheduledAction.Publish)
            {
                var draft = type.New();
                var json = await db.Set<ContentVersion>().AsNoTracking()
                    .Where(saved => saved.ContentItemId == contentItemId && saved.Number == row.LatestVersion).Select(saved => saved.Json).FirstAsync(ct);
                ContentJson.Read(Parse(json), draft, type, await units.GetAsync(ct));
                if (type.ProblemsForPublishing(draft).ToList() is { Count: > 0 } problems) return problems;
                if (row.State is ContentState.Draft or ContentState.Unpublished) row.State = ContentState.Scheduled;
            }
            else if (row.State is not (ContentState.Published or ContentState.Scheduled)) return ["Chỉ hẹn giờ gỡ được bài đang đăng hoặc đã hẹn đăng."];
            var plan = await db.Set<ContentSchedule>().FindAsync([contentItemId, action], ct);
            if (plan is null) db.Add(plan = new() { ContentItemId = contentItemId, ContentType = type.Name, Action = action, DueUtc = dueUtc, PlannedBy = actor.Name });
            (plan.DueUtc, plan.PlannedBy, plan.PlannedById, plan.Error) = (dueUtc, actor.Name, actor.UserId, null);
            plan.Version = action == ScheduledAction.Publish ? row.LatestVersion : null;
            Audit(actor, row, type, "content.scheduled",
                $"Hẹn {(action == ScheduledAction.Publish ? "đăng" : "gỡ")} {type.Label.ToLowerInvariant()} “{row.LatestTitle}” lúc {BusinessTime.DateAndTime(dueUtc)}");
            return [];
        }, ct);

    /// <summary>Drops a plan.</summary>
    public Task<ContentResult> CancelScheduleAsync(ContentType type, string contentItemId, ScheduledAction action, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (!await RemoveScheduleAsync(contentItemId, action, ct)) return ["Không có hẹn giờ nào để bỏ."];
            if (action == ScheduledAction.Publish && row.State == ContentState.Scheduled)
                row.State = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
            Audit(actor, row, type, "content.unscheduled", $"Bỏ hẹn giờ của {type.Label.ToLowerInvariant()} “{row.LatestTitle}”");
            return [];
        }, ct);

    /// <summary>Does what is due. Safe to run on several nodes at once: the plan's row goes in the same transaction as its effect.</summary>
    /// <returns>How many plans were carried out.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var nowUtc = Now;
        var due = await db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.DueUtc <= nowUtc && plan.Error == null)
            .OrderBy(plan => plan.DueUtc).Take(50).ToListAsync(ct);
        var done = 0;
        foreach (var plan in due)
        {
            if (modules.ContentType(plan.ContentType) is not { } type) continue;
            var actor = new Actor(plan.PlannedById, $"{plan.PlannedBy} (hẹn giờ)");
            var result = plan.Action == ScheduledAction.Publish
                ? await PublishAsync(type, plan.ContentItemId, actor, plan.Version, plan, ct)
                : await UnpublishAsync(type, plan.ContentItemId, actor, plan, ct);
            if (result.Done) { done++; continue; }
            if (result.Outcome == ContentOutcome.Conflict) continue; // another node has just done it, or it is tried again in a second
            var why = result.Outcome == ContentOutcome.NotFound ? "Bài không còn." : string.Join(' ', result.Problems ?? []);
            await db.Set<ContentSchedule>().Where(row => row.ContentItemId == plan.ContentItemId && row.Action == plan.Action)
                .ExecuteUpdateAsync(row => row.SetProperty(other => other.Error, why), ct);
        }
        return done;
    }

    /// <summary>Takes an item in from a recipe: a version whose text is already the newest one is left alone, so that running a
    /// recipe twice changes nothing. Does not save: the step does, once for all its items.</summary>
    /// <param name="tree">The chuyên mục as the step's own transaction sees them.</param>
    /// <returns>Whether anything was staged.</returns>
    /// <exception cref="FormatException">The item is not as it should be; the message is for the person who runs the recipe.</exception>
    public async Task<bool> StageImportAsync(JsonObject json, SectionTree tree, CancellationToken ct)
    {
        var name = json.String("ContentType");
        var type = modules.ContentType(name) ?? throw new FormatException($"không có loại nội dung “{name}”.");
        var id = json.String("ContentItemId");
        if (id.Length != 26 || !id.All(char.IsAsciiLetterOrDigit)) throw new FormatException("ContentItemId phải có 26 chữ và số.");
        var registry = await units.GetAsync(ct);
        var draft = type.New();
        ContentJson.Read(json, draft, type, registry);
        (draft.ContentItemId, draft.CreatedUtc) = (id, json.Instant("CreatedUtc") ?? Now);
        var row = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == id, ct);
        var publish = json.Flag("Published", missing: true);
        if (row is not null)
        {
            var latest = await db.Set<ContentVersion>().AsNoTracking()
                .Where(saved => saved.ContentItemId == id && saved.Number == row.LatestVersion).Select(saved => saved.Json).FirstAsync(ct);
            if (SameText(Parse(latest), draft, row, type, registry)) return false;
        }
        var modified = json.Instant("ModifiedUtc");
        row = await StageAsync(type, draft, row?.LatestVersion ?? 0, "Nhập từ gói nội dung", Actor.System, modified, ct)
            ?? throw new FormatException("có người vừa sửa mục này.");
        if (publish)
        {
            var problems = await StagePublishAsync(type, row, json, row.LatestVersion, json.Instant("PublishedUtc"), tree, ct);
            if (problems.Count > 0) throw new FormatException(string.Join(' ', problems));
        }
        else TellNewsroom(type, row);
        Audit(Actor.System, row, type, "content.imported", $"Nhập {type.Label.ToLowerInvariant()} “{row.LatestTitle}” từ gói nội dung");
        return true;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static bool SameText(JsonObject latest, ContentItem draft, ContentItem row, ContentType type, UnitRegistry units)
    {
        var before = type.New();
        ContentJson.Read(latest, before, type, units);
        before.Slug ??= row.Slug;
        draft.Slug ??= row.Slug;
        if (draft.Author.Length == 0) draft.Author = before.Author;
        string Comparable(ContentItem item)
        {
            var json = ContentJson.Write(item, type, "", units);
            foreach (var name in new[] { "ContentItemId", "ModifiedUtc", "PublishedUtc", "CreatedUtc" }) json.Remove(name);
            return json.ToJsonString(ContentJson.Options);
        }
        return Comparable(before) == Comparable(draft);
    }

    /// <summary>Adds a version, and lets the row follow it while nothing is published.</summary>
    private async Task<ContentItem?> StageAsync(ContentType type, ContentItem draft, int basedOn, string note, Actor actor, DateTime? savedUtc, CancellationToken ct)
    {
        var nowUtc = savedUtc ?? Now;
        ContentItem row;
        if (basedOn == 0)
        {
            row = type.New();
            row.ContentItemId = draft.ContentItemId.Length == 26 ? draft.ContentItemId : ContentJson.NewId();
            row.CreatedUtc = draft.CreatedUtc == default ? nowUtc : draft.CreatedUtc;
            row.AuthorId = actor.UserId;
            row.Author = draft.Author.Length > 0 ? draft.Author : actor.Name;
            db.Add(row);
        }
        else
        {
            var found = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == draft.ContentItemId, ct);
            if (found is null || found.LatestVersion != basedOn) return null;
            row = found;
        }
        draft.ContentItemId = row.ContentItemId;
        (draft.CreatedUtc, draft.ModifiedUtc, draft.PublishedUtc) = (row.CreatedUtc, nowUtc, row.PublishedUtc);
        if (draft.Author.Length == 0) draft.Author = row.Author;
        var versionId = ContentJson.NewId();
        var registry = await units.GetAsync(ct);
        var json = ContentJson.Write(draft, type, versionId, registry);
        row.LatestVersion = basedOn + 1;
        row.LatestTitle = draft.Title;
        row.ModifiedUtc = nowUtc;
        row.Revision++;
        if (row.PublishedVersion is null)
        {
            ContentJson.Read(json, row, type, registry);
            row.Slug = null; // an address is taken when the item is published
        }
        db.Add(new ContentVersion
        {
            ContentItemId = row.ContentItemId, ContentItemVersionId = versionId, ContentType = type.Name, Number = row.LatestVersion,
            Json = json.ToJsonString(ContentJson.Options), Title = draft.Title, SavedUtc = nowUtc, SavedBy = actor.Name, SavedById = actor.UserId, Note = note,
        });
        return row;
    }

    private async Task<IReadOnlyList<string>> StagePublishAsync(ContentType type, ContentItem row, JsonObject json, int number, DateTime? publishedUtc, SectionTree tree, CancellationToken ct)
    {
        var tags = new HashSet<string>(TagsOf(type, row, tree), StringComparer.Ordinal);
        var oldSlug = row.PublishedVersion is null ? null : row.Slug;
        var author = row.Author;
        ContentJson.Read(json, row, type, await units.GetAsync(ct));
        row.Author = author.Length > 0 ? author : row.Author;
        var problems = type.ProblemsForPublishing(row).ToList();
        if (row.Sections.FirstOrDefault(id => tree.Find(id) is null) is { } missing) problems.Add($"Không có chuyên mục “{missing}”.");
        if (problems.Count > 0) { db.ChangeTracker.Clear(); return problems; }

        var nowUtc = Now;
        row.PublishedUtc ??= publishedUtc ?? nowUtc;
        row.ChangedUtc = publishedUtc ?? nowUtc;
        row.State = ContentState.Published;
        row.PublishedVersion = number;
        row.Revision++;
        row.Slug = await TakeAddressAsync(type, row, row.Slug is { Length: > 0 } wanted ? Vietnamese.Slug(wanted, 120) : Vietnamese.Slug(row.Title), oldSlug, ct);
        var sizes = await PictureSizesAsync(row.Markdown, ct);
        row.Html = MarkdownText.ToHtml(row.Markdown, sizes.GetValueOrDefault);
        await LinkTermsAsync(type, row, tree, ct);
        tags.UnionWith(TagsOf(type, row, tree));
        db.Add(Change.Of(nowUtc, tags, type.Name, row.ContentItemId));
        return [];
    }

    private async Task StageHideAsync(ContentType type, ContentItem row, ContentState state, CancellationToken ct)
    {
        if (row.IsPublic)
        {
            db.Add(Change.Of(Now, TagsOf(type, row, await sections.GetAsync(ct)), type.Name, row.ContentItemId));
            await UnlinkTermsAsync(type, row, ct);
        }
        row.State = state;
        row.Revision++;
    }

    /// <summary>Takes the wanted address, or the next free one, and lets the former one redirect.</summary>
    private async Task<string> TakeAddressAsync(ContentType type, ContentItem row, string wanted, string? oldSlug, CancellationToken ct)
    {
        if (wanted.Length == 0) wanted = row.ContentItemId;
        if (wanted == oldSlug) return wanted;
        var slug = wanted;
        var routes = db.Set<ContentRoute>();
        for (var number = 2; ; number++)
        {
            var taken = await routes.FindAsync([type.PathOf(slug)], ct);
            if (taken is null) { routes.Add(new() { Path = type.PathOf(slug), ContentType = type.Name, ContentItemId = row.ContentItemId }); break; }
            if (taken.ContentItemId == row.ContentItemId) { taken.IsCurrent = true; break; }
            slug = $"{wanted}-{number}";
        }
        if (oldSlug is not null && oldSlug != slug && await routes.FindAsync([type.PathOf(oldSlug)], ct) is { } former) former.IsCurrent = false;
        return slug;
    }

    private async Task LinkTermsAsync(ContentType type, ContentItem row, SectionTree tree, CancellationToken ct)
    {
        var published = row.PublishedUtc!.Value;
        var named = row.Tags.Select(name => (Name: name.Trim(), Slug: Vietnamese.Slug(name))).Where(tag => tag.Slug.Length > 0).DistinctBy(tag => tag.Slug).ToList();
        var slugs = named.ConvertAll(tag => tag.Slug);
        var tags = await db.Set<Term>().Where(term => term.Kind == TermKind.Tag && slugs.Contains(term.Slug)).ToListAsync(ct);
        var staged = db.Set<Term>().Local.Where(term => term.Kind == TermKind.Tag && term.Id <= 0).ToList();
        var wanted = row.Sections.Select(id => tree.Find(id)!).SelectMany(tree.AncestorsAndSelf).Select(term => term.Id).ToHashSet();
        var fresh = new List<Term>();
        foreach (var (name, slug) in named)
        {
            if (tags.Find(tag => tag.Slug == slug) is { Id: > 0 } known) { wanted.Add(known.Id); continue; }
            var term = staged.Find(tag => tag.Slug == slug);
            if (term is null) db.Add(term = new() { ContentItemId = ContentJson.NewId(), Kind = TermKind.Tag, Name = name, Slug = slug });
            fresh.Add(term);
        }
        foreach (var link in await db.Set<TermItem>().Where(link => link.Item == row.ContentItemId).ToListAsync(ct))
            if (link.PublishedUtc != published || !wanted.Remove(link.TermId)) db.Remove(link);
        foreach (var id in wanted) db.Add(new TermItem { TermId = id, ContentType = type.Name, Item = row.ContentItemId, PublishedUtc = published });
        foreach (var term in fresh) db.Add(new TermItem { Term = term, ContentType = type.Name, Item = row.ContentItemId, PublishedUtc = published });
    }

    private async Task UnlinkTermsAsync(ContentType type, ContentItem row, CancellationToken ct) =>
        db.RemoveRange(await db.Set<TermItem>().Where(link => link.Item == row.ContentItemId).ToListAsync(ct));

    private async Task<Dictionary<string, PictureSize?>> PictureSizesAsync(string markdown, CancellationToken ct)
    {
        var paths = MarkdownText.PictureUrls(markdown).Where(url => url.StartsWith("/media/", StringComparison.Ordinal)).Select(url => url["/media/".Length..]).ToList();
        if (paths.Count == 0) return [];
        return (await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path) && file.Width != null && file.Height != null)
            .Select(file => new { file.Path, file.Width, file.Height }).ToListAsync(ct))
            .ToDictionary(file => $"/media/{file.Path}", PictureSize? (file) => new(file.Width!.Value, file.Height!.Value), StringComparer.Ordinal);
    }

    private static IEnumerable<string> TagsOf(ContentType type, ContentItem item, SectionTree tree)
    {
        yield return Tag.Home;
        yield return Tag.List(type.Name);
        yield return Tag.Item(item.ContentItemId);
        foreach (var term in item.Sections.Select(tree.Find).OfType<Term>().SelectMany(tree.AncestorsAndSelf)) yield return Tag.Term(term.Id);
        foreach (var tag in item.Tags) yield return Tag.Named(Vietnamese.Slug(tag));
        if (item.UnitId is { } unit) yield return Tag.Unit(unit);
        foreach (var own in type.CacheTags(item)) yield return own;
    }

    private async Task<bool> RemoveScheduleAsync(string contentItemId, ScheduledAction? action, CancellationToken ct)
    {
        var plans = await db.Set<ContentSchedule>().Where(plan => plan.ContentItemId == contentItemId && (action == null || plan.Action == action)).ToListAsync(ct);
        db.RemoveRange(plans);
        return plans.Count > 0;
    }

    private Task<bool> IsStillPlannedAsync(ContentSchedule plan, CancellationToken ct) => db.Set<ContentSchedule>()
        .AnyAsync(row => row.ContentItemId == plan.ContentItemId && row.Action == plan.Action && row.DueUtc == plan.DueUtc, ct);

    private void Audit(Actor actor, ContentItem row, ContentType type, string action, string summary) =>
        db.Add(actor.Did(Now, action, summary, type.Name, row.ContentItemId));

    /// <summary>A change that readers do not see: it evicts no page, and the newsroom's index follows it.</summary>
    private void TellNewsroom(ContentType type, ContentItem row) => db.Add(Change.Of(Now, [], type.Name, row.ContentItemId));

    /// <summary>Loads the row, changes it and saves; a lost race is run again from the start, because the other side may have
    /// made the same tag or taken the same address.</summary>
    private async Task<ContentResult> ChangeAsync(ContentType type, string contentItemId, Func<ContentItem, Task<IReadOnlyList<string>>> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, ct);
            if (row is null) return new(ContentOutcome.NotFound, contentItemId);
            var problems = await change(row);
            if (ReferenceEquals(problems, AlreadyDone)) return new(ContentOutcome.Conflict, contentItemId);
            if (problems.Count > 0)
            {
                db.ChangeTracker.Clear();
                return new(ContentOutcome.Refused, contentItemId, row.LatestVersion, problems);
            }
            row.Revision++;
            if (!db.ChangeTracker.Entries<Change>().Any()) TellNewsroom(type, row);
            try
            {
                await db.SaveChangesAsync(ct);
                return new(ContentOutcome.Done, contentItemId, row.LatestVersion);
            }
            catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsDuplicate())
            {
                db.ChangeTracker.Clear();
                if (attempt == Tries) return new(ContentOutcome.Conflict, contentItemId);
            }
        }
    }
}
