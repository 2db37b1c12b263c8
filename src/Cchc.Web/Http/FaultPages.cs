using System.Data.Common;
using Cchc.Core.Media;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Web.Http;

/// <summary>A database that is away or a folder that is full is not a bug: readers get 503 and when to come again.</summary>
public sealed class FaultPages(ILogger<FaultPages> log) : IExceptionHandler
{
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(30);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            httpContext.Response.StatusCode = bad.StatusCode;
            await FaultPage.WriteAsync(httpContext, bad.StatusCode, cancellationToken);
            return true;
        }
        if (!IsAway(exception)) return false;
        log.LogError(exception, "Storage is not available.");
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = ((int)ComeAgain.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        // Needs no database: the error pages of the theme read the settings.
        await FaultPage.WriteAsync(httpContext, 503, cancellationToken);
        return true;
    }

    /// <summary>SQLite: busy 5, out of memory 7, read-only 8, I/O 10, full 13, cannot open 14, not a database 26. Others say it is transient.</summary>
    private static bool IsAway(Exception? error) => error switch
    {
        null => false,
        MediaStoreException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 7 or 8 or 10 or 13 or 14 or 26,
        DbUpdateConcurrencyException => false,
        DbException { IsTransient: true } => true,
        Npgsql.NpgsqlException { InnerException: System.Net.Sockets.SocketException or TimeoutException or IOException } => true,
        IOException io => io.HResult is unchecked((int)0x80070070) or 28 or 30,
        _ => IsAway(error.InnerException),
    };
}

/// <summary>An error page that needs nothing but itself.</summary>
public static class FaultPage
{
    public static Task WriteAsync(HttpContext context, int status, CancellationToken ct)
    {
        SecurityHeaders.Add(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var (title, text) = status switch
        {
            503 => ("Trang tạm thời chưa phục vụ được", "Kho dữ liệu của trang đang bận hoặc được bảo trì. Nội dung bạn vừa gửi, nếu có, chưa được lưu. Xin thử lại sau nửa phút."),
            413 => ("Tệp quá lớn", "Tệp bạn gửi vượt mức cho phép. Hãy quay lại và chọn tệp nhỏ hơn."),
            _ => ("Yêu cầu không hợp lệ", "Máy chủ không hiểu được yêu cầu này. Hãy quay lại trang trước và thử lại."),
        };
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
            <title>{title}</title><link rel="stylesheet" href="/_content/Cchc.Themes/css/site.css"></head>
            <body><main class="wrap section errorpage" id="noi-dung"><p class="errorpage__code">{status}</p><h1>{title}</h1><p>{text}</p><p><a class="btn" href="/">Về trang chủ</a></p></main></body></html>
            """, ct);
    }
}
