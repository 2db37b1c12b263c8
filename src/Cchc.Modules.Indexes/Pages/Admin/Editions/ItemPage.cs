using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ContentResult = Cchc.Core.Content.ContentResult;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>What may be decided on an item that is saved: what the person may do, and what its state allows.</summary>
public sealed record ItemActs(ContentItem Item, string Address, bool Approve, bool Publish, bool Delete)
{
    private bool IsShown => Item.State == ContentState.Published && !Item.HasNewerDraft;
    public bool IsTrash => Item.State == ContentState.Trash;
    public bool CanPublish => Publish && !IsTrash && !IsShown;
    public bool CanUnpublish => Publish && Item.State is ContentState.Published or ContentState.Scheduled;

    public bool Can(WorkflowAct act) => (act is WorkflowAct.Submit or WorkflowAct.Withdraw || Approve) && Workflow.Refusal(act, Item.Review, Item.State, IsShown) is null;
}

/// <summary>Opening, saving and deciding on an index or an edition, through the kernel's store and workflow.</summary>
public abstract class ItemPage<T>(ContentStore store, ContentWorkflow flow, ContentType type) : PageModel where T : ContentItem
{
    public const string New = "moi";

    [FromRoute] public string Id { get; set; } = New;
    [BindProperty] public string Title { get; set; } = "";
    [BindProperty] public string Body { get; set; } = "";
    /// <summary>The version that the form was filled from.</summary>
    [BindProperty] public int BasedOn { get; set; }

    public T Item { get; private set; } = null!;
    public bool IsNew => Id == New;
    public bool MayPublish => User.May(Permissions.Publish);
    public bool MayApprove => User.May(Permissions.Approve);
    public bool MayDelete => User.May(Permissions.Delete);
    public ItemActs Acts => new(Item, $"{type.AdminPath}/{Id}", MayApprove, MayPublish, MayDelete);
    protected ContentStore Store => store;
    protected ContentType Type => type;

    protected abstract void Show(T item);
    /// <summary>Takes the form over; what is wrong goes into the model state.</summary>
    protected abstract Task TakeAsync(T item, CancellationToken ct);
    protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct)) return NotFound();
        (Title, Body, BasedOn) = (Item.Title, Item.Markdown, Item.LatestVersion);
        Show(Item);
        await PrepareAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct)) return NotFound();
        if (string.IsNullOrWhiteSpace(Title)) ModelState.AddModelError(nameof(Title), "Hãy ghi tên.");
        (Item.Title, Item.Markdown) = (Title?.Trim() ?? "", Body ?? "");
        await TakeAsync(Item, ct);
        if (ModelState.IsValid)
        {
            var result = await store.SaveAsync(type, Item, IsNew ? 0 : BasedOn, "", HttpContext.Actor(), ct);
            if (result.Done)
            {
                TempData.Say($"Đã lưu bản {result.Version}.");
                return LocalRedirect($"{type.AdminPath}/{result.ContentItemId}");
            }
            foreach (var problem in result.Outcome == ContentOutcome.Conflict ? ["Có người vừa lưu bản khác. Hãy mở lại trang ở cửa sổ khác, so sánh rồi lưu."] : result.Problems ?? []) ModelState.AddModelError("", problem);
        }
        await PrepareAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken ct) => DoAsync(true, () => flow.DoAsync(type, Id, WorkflowAct.Submit, BasedOn, "", HttpContext.Actor(), ct), "Đã gửi duyệt.");
    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => DoAsync(true, () => flow.DoAsync(type, Id, WorkflowAct.Withdraw, BasedOn, "", HttpContext.Actor(), ct), "Đã rút lại.");
    public Task<IActionResult> OnPostReturnAsync(string? words, CancellationToken ct) => DoAsync(MayApprove, () => flow.DoAsync(type, Id, WorkflowAct.Return, BasedOn, words?.Trim() ?? "", HttpContext.Actor(), ct), "Đã trả lại.");
    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => DoAsync(MayApprove, () => flow.DoAsync(type, Id, WorkflowAct.Approve, BasedOn, "", HttpContext.Actor(), ct), "Đã duyệt.");
    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => DoAsync(MayPublish, () => store.PublishAsync(type, Id, HttpContext.Actor(), null, ct), "Đã đăng. Bạn đọc đang thấy bản này.");
    public Task<IActionResult> OnPostUnpublishAsync(CancellationToken ct) => DoAsync(MayPublish, () => store.UnpublishAsync(type, Id, HttpContext.Actor(), ct), "Đã gỡ.");
    public Task<IActionResult> OnPostTrashAsync(CancellationToken ct) => DoAsync(MayDelete, () => store.TrashAsync(type, Id, HttpContext.Actor(), ct), "Đã bỏ vào thùng rác. Có thể lấy lại trong 30 ngày.");

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) => DoAsync(MayDelete, () => store.TakeBackAsync(type, Id, HttpContext.Actor(), ct), "Đã lấy lại từ thùng rác.");

    protected async Task<IActionResult> DoAsync(bool allowed, Func<Task<ContentResult>> act, string done)
    {
        if (!allowed || IsNew) return Forbid();
        var result = await act();
        if (result.Outcome == ContentOutcome.NotFound) return NotFound();
        if (result.Done) TempData.Say(done);
        else TempData.Refuse(result.Outcome == ContentOutcome.Conflict ? ["Có người vừa sửa. Hãy xem lại rồi thử lại."] : result.Problems ?? []);
        return LocalRedirect($"{type.AdminPath}/{Id}");
    }

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        if (IsNew) Item = (T)type.New();
        else if (await store.OpenAsync(type, Id, ct: ct) is T item) Item = item;
        else return false;
        return true;
    }
}
