using System.Globalization;
using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Search;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Newsroom.Media;

/// <summary>
/// Uploads in pieces by the tus protocol 1.0 (https://tus.io/protocols/resumable-upload): core, creation, expiration and
/// termination. Every request that changes something carries the antiforgery token in its header.
/// </summary>
public sealed class UploadEndpoints : ISiteEndpoints
{
    public const string Address = "/quan-tri/tu-lieu/tai-len";
    private const string Version = "1.0.0", Resumable = "Tus-Resumable", Length = "Upload-Length", Offset = "Upload-Offset", Expires = "Upload-Expires", Metadata = "Upload-Metadata";
    private const string PieceType = "application/offset+octet-stream";

    /// <summary>What a script asks when all bytes have been sent.</summary>
    /// <param name="File">Number of the file in the library, or null.</param>
    /// <param name="Path">Its address below /media/, or null.</param>
    /// <param name="Problem">Why it was refused, in Vietnamese, or "".</param>
    public sealed record Result(long Offset, long Length, int? File, string? Path, string Problem);

    public void Map(IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup(Address).RequireAuthorization(Permissions.EnterNewsroom.Name, Permissions.UploadMedia.Name).AddEndpointFilter(CheckAsync);
        uploads.MapMethods("", [HttpMethods.Options], Abilities);
        uploads.MapPost("", CreateAsync);
        uploads.MapMethods("{id:length(26)}", [HttpMethods.Head], TellAsync);
        uploads.MapGet("{id:length(26)}", ResultAsync);
        uploads.MapPatch("{id:length(26)}", AppendAsync);
        uploads.MapDelete("{id:length(26)}", AbandonAsync);
    }

    /// <summary>What holds for every request: no error page in HTML, the version of the protocol, the token.</summary>
    private static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        context.Response.Headers[Resumable] = Version;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(context.Request.Method)) return await next(invocation);
        if (!HttpMethods.IsGet(context.Request.Method) && context.Request.Headers[Resumable] != Version)
        {
            context.Response.Headers["Tus-Version"] = Version;
            return Refuse(StatusCodes.Status412PreconditionFailed, "Máy chủ chỉ hiểu tus 1.0.0.");
        }
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            return Refuse(StatusCodes.Status400BadRequest, "Trang này mở đã lâu. Hãy tải lại trang rồi tải tệp tiếp.");
        return await next(invocation);
    }

    private static IResult Abilities(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,expiration,termination";
        headers["Tus-Max-Size"] = Number(MediaLibrary.MaxFilmBytes);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ResumableUploads uploads, CancellationToken ct)
    {
        var headers = context.Request.Headers;
        if (!long.TryParse(headers[Length], NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return Refuse(StatusCodes.Status400BadRequest, "Thiếu độ dài của tệp.");
        if (length == 0) return Refuse(StatusCodes.Status400BadRequest, "Tệp rỗng.");
        if (length > MediaLibrary.MaxFilmBytes) return Refuse(StatusCodes.Status413PayloadTooLarge, $"Tệp lớn hơn {MediaLibrary.MaxFilmBytes / 1024 / 1024} MB.");
        if (UploadMetadata.Parse(headers[Metadata]) is not { } about) return Refuse(StatusCodes.Status400BadRequest, "Thông tin về tệp không đọc được.");
        var name = Path.GetFileName(SearchText.Clean(about.GetValueOrDefault("filename")).Replace('\\', '/')).Trim();
        if (name.Length is 0 or > 300) return Refuse(StatusCodes.Status400BadRequest, "Tên tệp phải có từ 1 đến 300 ký tự.");
        var folder = MediaFolder.Clean(about.GetValueOrDefault("folder"));
        if (folder.Length > MediaFolder.LongestPath) return Refuse(StatusCodes.Status400BadRequest, $"Tên thư mục dài hơn {MediaFolder.LongestPath} ký tự.");
        var (upload, problem) = await uploads.CreateAsync(name, folder, length, context.Actor(), ct);
        if (upload is null) return Refuse(StatusCodes.Status429TooManyRequests, problem);
        SayExpiry(context, upload);
        return Results.Created($"{Address}/{upload.Id}", null);
    }

    private static async Task<IResult> TellAsync(string id, HttpContext context, ResumableUploads uploads, CancellationToken ct)
    {
        var (upload, refusal) = await FindAsync(id, context, uploads, ct);
        if (upload is null) return refusal!;
        var headers = context.Response.Headers;
        headers[Offset] = Number(uploads.OffsetOf(upload));
        headers[Length] = Number(upload.Length);
        SayExpiry(context, upload);
        return Results.Ok();
    }

    private static async Task<IResult> ResultAsync(string id, HttpContext context, ResumableUploads uploads, SiteDb db, CancellationToken ct)
    {
        var (upload, refusal) = await FindAsync(id, context, uploads, ct);
        if (upload is null) return refusal!;
        await uploads.SettleAsync(upload, context.Actor(), ct);
        var path = upload.FileId is { } file ? await db.Set<MediaFile>().Where(row => row.Id == file).Select(row => row.Path).FirstOrDefaultAsync(ct) : null;
        return Results.Json(new Result(uploads.OffsetOf(upload), upload.Length, upload.FileId, path, upload.Problem));
    }

    private static async Task<IResult> AppendAsync(string id, HttpContext context, ResumableUploads uploads, CancellationToken ct)
    {
        var (upload, refusal) = await FindAsync(id, context, uploads, ct);
        if (upload is null) return refusal!;
        var request = context.Request;
        if (request.ContentType != PieceType) return Refuse(StatusCodes.Status415UnsupportedMediaType, $"Phần của tệp phải gửi dưới dạng {PieceType}.");
        if (!long.TryParse(request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return Refuse(StatusCodes.Status400BadRequest, "Thiếu vị trí của phần gửi lên.");
        if (offset > upload.Length || request.ContentLength > upload.Length - offset) return Refuse(StatusCodes.Status413PayloadTooLarge, "Phần gửi lên dài hơn phần còn thiếu của tệp.");
        // The bound is the upload's own, checked above and while copying; the server's is for forms.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = upload.Length - offset;
        var (outcome, at) = await uploads.AppendAsync(upload, offset, request.Body, context.Actor(), ct);
        if (outcome == AppendOutcome.WrongOffset) return Refuse(StatusCodes.Status409Conflict, "Phần gửi lên không nối tiếp phần đã nhận.");
        if (outcome == AppendOutcome.Busy) return Refuse(StatusCodes.Status423Locked, "Tệp này đang được gửi ở nơi khác.");
        context.Response.Headers[Offset] = Number(at);
        SayExpiry(context, upload);
        return Results.NoContent();
    }

    private static async Task<IResult> AbandonAsync(string id, HttpContext context, ResumableUploads uploads, CancellationToken ct)
    {
        var (upload, refusal) = await FindAsync(id, context, uploads, ct);
        if (upload is null) return refusal!;
        await uploads.AbandonAsync(upload, ct);
        return Results.NoContent();
    }

    /// <summary>Another person's upload is answered like one that never was.</summary>
    private static async Task<(MediaUpload? Upload, IResult? Refusal)> FindAsync(string id, HttpContext context, ResumableUploads uploads, CancellationToken ct)
    {
        var upload = await uploads.FindAsync(id, context.User.UserId()!.Value, ct);
        if (upload is null) return (null, Refuse(StatusCodes.Status404NotFound, "Không có tệp tải dở này."));
        return uploads.IsExpired(upload) ? (null, Refuse(StatusCodes.Status410Gone, "Tệp tải dở đã quá hạn. Hãy tải lại từ đầu.")) : (upload, null);
    }

    private static void SayExpiry(HttpContext context, MediaUpload upload) => context.Response.Headers[Expires] = upload.ExpiresUtc.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static IResult Refuse(int status, string why) => Results.Text(why, "text/plain; charset=utf-8", statusCode: status);
}
