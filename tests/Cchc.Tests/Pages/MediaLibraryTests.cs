using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.Pages.Admin.Media;
using Cchc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Tests.Pages;

public sealed class MediaLibraryOnSqlite(SqliteSite site) : MediaLibraryTests(site), IClassFixture<SqliteSite>;

public sealed class MediaLibraryOnPostgres(PostgresSite site) : MediaLibraryTests(site), IClassFixture<PostgresSite>;

/// <summary>The pages of the library over HTTP, as a browser without script uses them.</summary>
public abstract class MediaLibraryTests(SiteFixture fixture) : KernelTests(fixture)
{
    private const string Library = IndexModel.Address;

    [Fact]
    public async Task Many_files_are_taken_by_the_plain_form_and_shown_as_chosen()
    {
        using var person = await PersonAsync();
        var (ids, page) = await UploadAsync(person, "Chuyến đi", "a.jpg", "b.jpg", "c.jpg");
        Assert.Equal(3, ids.Count);
        Assert.Equal(3, page.QuerySelectorAll("[name=Ids][checked]").Length);
        Assert.All(await FilesAsync(ids), file => Assert.Equal(("Chuyến đi", person.Id), (file.Folder, file.UploadedById)));
    }

    [Fact]
    public async Task A_refused_file_does_not_keep_the_others_out_and_is_named_with_the_reason()
    {
        using var person = await PersonAsync();
        using var response = await PostFilesAsync(person, "", ("hong.jpg", [1, 2, 3]), ("tot.jpg", TestPictures.Jpeg()));
        var page = await person.Client.PageAsync(response.Headers.Location!.ToString());
        Assert.Contains("hong.jpg", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal("tot.jpg", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Words_are_found_without_marks_at_once_after_they_were_saved()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using (await SaveAsync(person, id, new() { ["Input.Alt"] = "Cán bộ hướng dẫn cụ già ở ấp Vĩnh Thạnh", ["Input.Credit"] = "Minh Tú" })) { }
        Assert.Contains(id, await FoundAsync(person, "q=vinh+thanh"));
        Assert.Contains(id, await FoundAsync(person, "q=" + Uri.EscapeDataString("Vĩnh Thạnh")));
        Assert.DoesNotContain(id, await FoundAsync(person, "q=" + Uri.EscapeDataString("Vình Thạnh")));
        Assert.Contains(id, await FoundAsync(person, "q=vinh+thanh&nguoi=toi&nam=2026&loai=anh&dung=chua&xem=bang"));
        Assert.Empty(await FoundAsync(person, "q=vinh+thanh&loai=tai-lieu"));
        Assert.Empty(await FoundAsync(person, "q=vinh+thanh&nam=2025"));
    }

    [Fact]
    public async Task A_file_leaves_the_report_of_what_lacks_words_when_they_are_written_in_it()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        Assert.Contains(id, await FoundAsync(person, "thieu=mo-ta&nguoi=toi"));
        var page = await person.Client.PageAsync(Library + "?thieu=mo-ta&nguoi=toi");
        string ValueOf(string name) => page.QuerySelector($"[name='{name}']")!.GetAttribute("value")!;
        var address = page.QuerySelector("button[formaction]")!.GetAttribute("formaction")!;
        using (var saved = await PostAsync(person, address, ("Lines[0].Id", ValueOf("Lines[0].Id")), ("Lines[0].Revision", ValueOf("Lines[0].Revision")), ("Lines[0].Alt", "Một cửa"), ("Lines[0].Credit", "Tú")))
            Assert.Equal(Library + "?thieu=mo-ta&nguoi=toi", saved.Headers.Location!.ToString());
        Assert.Empty(await FoundAsync(person, "thieu=mo-ta&nguoi=toi"));
        Assert.Empty(await FoundAsync(person, "thieu=tac-gia&nguoi=toi"));
        Assert.Equal(("Một cửa", "Tú"), await FileAsync(id) is var file ? (file.Alt, file.Credit) : default);
        Assert.Contains("media.changed", (await AuditAsync(person)).Select(row => row.Action));
    }

    [Fact]
    public async Task One_credit_is_written_to_many_and_empty_fields_leave_what_is_there()
    {
        using var person = await PersonAsync();
        var (ids, _) = await UploadAsync(person, "Trước", "a.jpg", "b.jpg");
        using (await SaveAsync(person, ids[0], new() { ["Input.Source"] = "Báo Ấp Bắc" })) { }
        using (await BulkAsync(person, ids, ("Bulk.Credit", "Minh Tú"), ("Bulk.Licence", "CC BY 4.0"), ("Bulk.Folder", " Sau / 2026"))) { }
        var files = await FilesAsync(ids);
        Assert.All(files, file => Assert.Equal(("Minh Tú", "CC BY 4.0", "Sau/2026"), (file.Credit, file.Licence, file.Folder)));
        Assert.Contains(files, file => file.Source == "Báo Ấp Bắc");
        using (await BulkAsync(person, ids, ("Bulk.ToTop", "true"))) { }
        Assert.All(await FilesAsync(ids), file => Assert.Equal(("Minh Tú", ""), (file.Credit, file.Folder)));
    }

    [Fact]
    public async Task Nothing_is_written_to_many_when_none_is_chosen_or_nothing_is_said_and_what_was_chosen_stays()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using (var none = await BulkAsync(person, [], ("Bulk.Credit", "Tú"))) Assert.Contains("đánh dấu", (await SiteClient.ParseAsync(none)).QuerySelector("[role=alert]")!.TextContent);
        using var nothing = await BulkAsync(person, [id]);
        var page = await SiteClient.ParseAsync(nothing);
        Assert.NotNull(page.QuerySelector("[role=alert]"));
        Assert.NotNull(page.QuerySelector($"[name=Ids][value='{id}'][checked]"));
    }

    [Fact]
    public async Task A_file_of_another_is_left_alone_even_when_both_have_one_name()
    {
        using var owner = await PersonAsync();
        using var other = await PersonAsync(called: owner.Name);
        var id = await OneAsync(owner);
        using (var told = await BulkAsync(other, [id], ("Bulk.Credit", "Kẻ khác"))) Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
        foreach (var handler in new[] { "", "Replace", "Delete" })
        {
            using var response = await PostAsync(other, $"{Library}/{id}{(handler.Length > 0 ? "?handler=" + handler : "")}", ("Input.Name", "x"), ("usedBy", "0"));
            Assert.True(response.StatusCode is HttpStatusCode.Forbidden || response.Headers.Location?.ToString().Contains("403") == true, $"{handler}: {(int)response.StatusCode}");
        }
        Assert.Equal("", (await FileAsync(id)).Credit);
        using var keeper = await PersonAsync("Publisher");
        using (await BulkAsync(keeper, [id], ("Bulk.Credit", "Ban biên tập"))) { }
        Assert.Equal("Ban biên tập", (await FileAsync(id)).Credit);
    }

    [Fact]
    public async Task The_second_of_two_who_write_keeps_the_words_sees_the_others_and_decides()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        var page = await person.Client.PageAsync($"{Library}/{id}");
        var seen = page.QuerySelector("[name='Input.Revision']")!.GetAttribute("value")!;
        using (await SaveAsync(person, id, new() { ["Input.Alt"] = "Của người thứ nhất" })) { }
        using (var late = await SaveAsync(person, id, new() { ["Input.Alt"] = "Của người thứ hai", ["Input.Revision"] = seen }))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            var shown = await SiteClient.ParseAsync(late);
            Assert.Equal("Của người thứ hai", shown.QuerySelector("[name='Input.Alt']")!.TextContent.Trim());
            Assert.Contains("Của người thứ nhất", shown.QuerySelector("[role=alert]")!.TextContent);
            using (await SaveAsync(person, id, new() { ["Input.Alt"] = "Của người thứ hai", ["Input.Revision"] = seen, ["Input.Over"] = shown.QuerySelector("[name='Input.Over']")!.GetAttribute("value")! })) { }
        }
        Assert.Equal("Của người thứ hai", (await FileAsync(id)).Alt);
    }

    [Fact]
    public async Task Focus_and_cuts_are_kept_within_the_picture_and_go_when_their_numbers_go()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using (await SaveAsync(person, id, new() { ["Input.FocusX"] = "30", ["Input.FocusY"] = "70", ["Input.Crops[4].X"] = "90", ["Input.Crops[4].Y"] = "0", ["Input.Crops[4].Width"] = "50" })) { }
        var file = await FileAsync(id);
        Assert.Equal((0.3, 0.7), (file.FocusX!.Value, file.FocusY!.Value));
        var crop = Assert.Single(file.Crops);
        Assert.Equal(("1x1", 0.5, 0.5), (crop.Ratio, Math.Round(crop.X, 3), Math.Round(crop.Width, 3)));
        using (await SaveAsync(person, id, new() { ["Input.FocusX"] = "", ["Input.FocusY"] = "", ["Input.Crops[4].Width"] = "" })) { }
        file = await FileAsync(id);
        Assert.Null(file.FocusX);
        Assert.Empty(file.Crops);
    }

    [Fact]
    public async Task A_number_outside_the_picture_is_told_and_nothing_is_lost()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using var response = await SaveAsync(person, id, new() { ["Input.FocusX"] = "130", ["Input.Alt"] = "Vừa ghi" });
        var page = await SiteClient.ParseAsync(response);
        Assert.Contains("từ 0 đến 100", page.QuerySelector(".errors")!.TextContent);
        Assert.Equal("Vừa ghi", page.QuerySelector("[name='Input.Alt']")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_replaced_file_keeps_its_address_and_words()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using (await SaveAsync(person, id, new() { ["Input.Alt"] = "Trước khi thay" })) { }
        var before = await FileAsync(id);
        using (var replaced = await SendFilesAsync(person, $"{Library}/{id}?handler=Replace", "replacement", ("moi.jpg", TestPictures.Jpeg()))) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        var after = await FileAsync(id);
        Assert.Equal((before.Path, before.Alt, "moi.jpg"), (after.Path, after.Alt, after.Name));
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Contains("media.replaced", (await AuditAsync(person)).Select(row => row.Action));
    }

    [Fact]
    public async Task A_file_that_nobody_uses_is_deleted_and_found_no_more()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        using (var deleted = await PostAsync(person, $"{Library}/{id}?handler=Delete", ("usedBy", "0"))) Assert.Equal(Library, deleted.Headers.Location!.ToString());
        using (var gone = await person.Client.GetAsync($"{Library}/{id}")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty(await FoundAsync(person, "nguoi=toi"));
        Assert.Contains("media.deleted", (await AuditAsync(person)).Select(row => row.Action));
    }

    [Fact]
    public async Task Where_a_file_is_used_follows_saving_publishing_and_taking_away()
    {
        using var keeper = await PersonAsync("Publisher");
        var id = await OneAsync(keeper);
        var path = (await FileAsync(id)).Path;
        var article = AnArticle();
        (article.LeadImage, article.LeadAlt) = (path, "Một cửa");
        var item = await SavedAsync(article);
        Assert.Equal([(item, false)], await UsesAsync(path));
        Assert.DoesNotContain(id, await FoundAsync(keeper, "dung=chua&nguoi=toi"));
        Assert.Contains("bạn đọc không thấy", await UsersOfAsync(keeper, id));
        await PublishAsync(item);
        Assert.Equal([(item, true)], await UsesAsync(path));
        Assert.Contains("bạn đọc đang thấy", await UsersOfAsync(keeper, id));

        // A newer draft without the picture: readers still see it.
        await ChangeAsync(item, draft => draft.LeadImage = "");
        Assert.Equal([(item, true)], await UsesAsync(path));
        // An older version is shown, the newest has it in its body.
        await ChangeAsync(item, draft => draft.Markdown = $"![Một cửa](/media/{path})");
        await PublishAsync(item, version: 2);
        Assert.Equal([(item, false)], await UsesAsync(path));
        await PublishAsync(item);
        await Site.WithStoreAsync(store => store.UnpublishAsync(Articles, item, Editor));
        Assert.Equal([(item, false)], await UsesAsync(path));
        await ChangeAsync(item, draft => draft.Markdown = "Không còn ảnh.");
        Assert.Empty(await UsesAsync(path));
        Assert.Contains(id, await FoundAsync(keeper, "dung=chua&nguoi=toi"));
    }

    [Fact]
    public async Task A_use_is_written_with_the_text_or_not_at_all()
    {
        using var keeper = await PersonAsync();
        var path = (await FileAsync(await OneAsync(keeper))).Path;
        var article = AnArticle();
        article.Markdown = $"![Ảnh](/media/{path})";
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Breaker.BreakAsync(() => Site.WithStoreAsync(store => store.SaveAsync(Articles, article, 0, "", Editor))));
        Assert.Empty(await UsesAsync(path));
    }

    [Fact]
    public async Task Deleting_what_is_used_asks_first_and_shows_where()
    {
        using var keeper = await PersonAsync("Publisher");
        var id = await OneAsync(keeper);
        var article = AnArticle(ATitle("Bài dùng ảnh"));
        (article.LeadImage, article.LeadAlt) = ((await FileAsync(id)).Path, "Một cửa");
        await PublishedAsync(article);
        using (var asked = await PostAsync(keeper, $"{Library}/{id}?handler=Delete", ("usedBy", "0")))
        {
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
            var page = await SiteClient.ParseAsync(asked);
            Assert.Contains(article.Title, page.QuerySelector("#hoi-xoa")!.TextContent);
        }
        Assert.NotNull(await FileAsync(id));
        using (await PostAsync(keeper, $"{Library}/{id}?handler=Delete", ("usedBy", "1"))) { }
        Assert.Empty(await FilesAsync([id]));
    }

    [Fact]
    public async Task The_draft_of_another_is_counted_but_not_named_to_who_may_not_see_it()
    {
        using var person = await PersonAsync();
        var id = await OneAsync(person);
        var article = AnArticle(ATitle("Bài chưa ai được biết"));
        article.Markdown = $"![Ảnh](/media/{(await FileAsync(id)).Path})";
        await SavedAsync(article);
        var page = await UsersOfAsync(person, id);
        Assert.DoesNotContain(article.Title, page);
        Assert.Contains("Một bản nháp của người khác", page);
    }

    [Fact]
    public async Task What_was_there_before_the_table_of_uses_is_found_by_the_job_and_twice_changes_nothing()
    {
        using var person = await PersonAsync();
        var path = (await FileAsync(await OneAsync(person))).Path;
        var article = AnArticle();
        (article.LeadImage, article.LeadAlt) = (path, "Ảnh");
        var item = await PublishedAsync(article);
        await Site.WithDbAsync(db => db.Set<MediaUse>().Where(use => use.Path == path).ExecuteDeleteAsync());
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await Site.InAsync(services => services.GetServices<IJob>().Single(job => job.Kind == MediaUsesFill.Name).RunAsync(new() { Kind = MediaUsesFill.Name, Key = "", DueUtc = NowUtc }, default));
            Assert.Equal([(item, true)], await UsesAsync(path));
        }
    }

    [Fact]
    public async Task Pages_of_the_list_neither_skip_nor_repeat_a_file()
    {
        using var person = await PersonAsync();
        var ids = await Site.WithDbAsync(async db =>
        {
            var files = Enumerable.Range(0, MediaListPage.Size * 2 + 3).Select(_ => new MediaFile
            {
                Path = $"trang/{Guid.NewGuid():N}.jpg", Name = "Trang.jpg", ContentType = "image/jpeg", Bytes = 1, Hash = "0", UploadedUtc = NowUtc, UploadedById = person.Id,
            }).ToList();
            db.AddRange(files);
            foreach (var file in files) db.Add(MediaChange.Of(NowUtc, file.Path));
            await db.SaveChangesAsync();
            return files.ConvertAll(file => file.Id);
        });
        var seen = new List<int>();
        for (var path = $"{Library}?nguoi={person.Id}"; path.Length > 0;)
        {
            var page = await person.Client.PageAsync(path);
            seen.AddRange(IdsOf(page));
            path = page.QuerySelector("main a[rel=next]")?.GetAttribute("href") ?? "";
        }
        Assert.Equal(ids.OrderDescending(), seen);
    }

    [Theory]
    [InlineData("sau=abc")]
    [InlineData("sau=99999999999999999999")]
    [InlineData("sau=0&q=a")]
    [InlineData("sau=2147483647&dung=chua")]
    [InlineData("nguoi=-1&nam=x&thieu=gi&dung=gi&loai=gi&xem=gi&chon=x,,1")]
    [InlineData("q=%00%01&thu-muc=%2F..%2F")]
    [InlineData("q=\"")]
    public async Task No_address_of_the_list_is_an_error(string query)
    {
        using var person = await PersonAsync();
        await person.Client.PageAsync($"{Library}?{query}");
    }

    [Fact]
    public async Task Another_node_finds_a_new_file_as_well()
    {
        using var person = await PersonAsync();
        var node = await Fixture.StartNodeAsync();
        using var there = node.Client();
        using (await there.SignInAsync(person.Name)) { }
        await there.PageAsync(Library);
        var id = await OneAsync(person);
        await Eventually.Is(async () => IdsOf(await there.PageAsync($"{Library}?nguoi=toi")).Contains(id), TimeSpan.FromSeconds(20), "the other node lists the file");
    }

    private sealed record Person(SiteClient Client, string Name, int Id) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }

    private async Task<Person> PersonAsync(string role = "Author", string? called = null)
    {
        var name = $"{role.ToLowerInvariant()}.{Guid.NewGuid().ToString("N")[..8]}";
        var user = await Site.AddPersonAsync(name, role);
        if (called is not null) await Site.WithDbAsync(db => db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(row => row.SetProperty(other => other.DisplayName, called)));
        var client = Site.Client();
        using (var response = await client.SignInAsync(name)) Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return new(client, name, user.Id);
    }

    private async Task<int> OneAsync(Person person)
    {
        using var response = await PostFilesAsync(person, "", ("anh.jpg", TestPictures.Jpeg()));
        return int.Parse(response.Headers.Location!.ToString()[(Library.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<(List<int> Ids, IDocument Page)> UploadAsync(Person person, string folder, params string[] names)
    {
        using var response = await PostFilesAsync(person, folder, [.. names.Select(name => (name, TestPictures.Jpeg()))]);
        var page = await person.Client.PageAsync(response.Headers.Location!.ToString());
        return ([.. page.QuerySelectorAll("[name=Ids][checked]").Select(box => int.Parse(box.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture))], page);
    }

    private static Task<HttpResponseMessage> PostFilesAsync(Person person, string folder, params (string Name, byte[] Bytes)[] files) => SendFilesAsync(person, Library, "Uploads", files, ("Into", folder));

    private static Task<HttpResponseMessage> SendFilesAsync(Person person, string path, string field, params (string Name, byte[] Bytes)[] files) => SendFilesAsync(person, path, field, files, []);

    private static async Task<HttpResponseMessage> SendFilesAsync(Person person, string path, string field, (string Name, byte[] Bytes)[] files, params (string Name, string Value)[] values)
    {
        var content = new MultipartFormDataContent { { new StringContent(await TokenAsync(person)), "__RequestVerificationToken" } };
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, field, name);
        }
        return await person.Client.SendAsync(HttpMethod.Post, path, content);
    }

    private static Task<HttpResponseMessage> BulkAsync(Person person, IReadOnlyCollection<int> ids, params (string Name, string Value)[] values) =>
        PostAsync(person, $"{Library}?nguoi=toi&handler=Bulk", [.. ids.Select(id => ("Ids", $"{id}")), .. values]);

    private static async Task<HttpResponseMessage> PostAsync(Person person, string path, params (string Name, string Value)[] values) => await person.Client.SendAsync(HttpMethod.Post, path,
        new FormUrlEncodedContent([new("__RequestVerificationToken", await TokenAsync(person)), .. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]));

    private static async Task<string> TokenAsync(Person person) => (await person.Client.PageAsync(Library)).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static Task<HttpResponseMessage> SaveAsync(Person person, int id, Dictionary<string, string> values) => person.Client.SubmitAsync($"{Library}/{id}", values, "#thong-tin");

    private static async Task<List<int>> FoundAsync(Person person, string query) => IdsOf(await person.Client.PageAsync($"{Library}?{query}"));

    private static List<int> IdsOf(IDocument page) => [.. page.QuerySelectorAll("main [name=Ids]").Select(box => int.Parse(box.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture))];

    private static async Task<string> UsersOfAsync(Person person, int id) => (await person.Client.PageAsync($"{Library}/{id}")).QuerySelector("section[aria-labelledby=dung-o]")!.TextContent;

    private async Task<MediaFile> FileAsync(int id) => (await FilesAsync([id])).Single();

    private Task<List<MediaFile>> FilesAsync(IReadOnlyCollection<int> ids) => RowsAsync<MediaFile>(rows => rows.Where(row => ids.Contains(row.Id)));

    private Task<List<AuditEvent>> AuditAsync(Person person) => RowsAsync<AuditEvent>(rows => rows.Where(row => row.UserId == person.Id));

    private async Task<List<(string Item, bool IsPublic)>> UsesAsync(string path) =>
        (await RowsAsync<MediaUse>(rows => rows.Where(use => use.Path == path))).ConvertAll(use => (use.ContentItemId, use.IsPublic));
}
