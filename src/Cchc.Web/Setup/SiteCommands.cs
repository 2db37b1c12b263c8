using Cchc.Core;
using Cchc.Core.People;
using Cchc.Core.Recipes;
using Cchc.Core.Search;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Web.Setup;

/// <summary>What the program does instead of serving when its first word is a command.</summary>
public static class SiteCommands
{
    /// <summary>
    /// <c>health [address]</c>: asks the site that already runs on this machine whether it lives, for a container's health check.
    /// It comes before anything is built, because it must not open the database or the data folder.
    /// </summary>
    /// <returns>0 when <c>/healthz</c> answers 200, 1 when it does not; null when the words are another command or none.</returns>
    public static async Task<int?> RunHealthAsync(string[] args)
    {
        if (args is not ["health"] and not ["health", _]) return null;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await client.GetAsync(new Uri(new Uri(args is [_, var address] ? address : OwnAddress()), "/healthz"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>Where the site listens, by the same environment variables that the site reads, seen from inside.</summary>
    private static string OwnAddress()
    {
        string? Variable(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) return value.Split([';', ','], StringSplitOptions.RemoveEmptyEntries)[0];
            return null;
        }
        if (Variable("Urls", "URLS", "ASPNETCORE_URLS", "DOTNET_URLS") is not { } url)
            return $"http://localhost:{Variable("ASPNETCORE_HTTP_PORTS", "DOTNET_HTTP_PORTS", "HTTP_PORTS") ?? "5080"}";
        foreach (var every in new[] { "//*", "//+", "//0.0.0.0", "//[::]" }) url = url.Replace(every, "//localhost", StringComparison.Ordinal);
        return url;
    }

    /// <returns>The exit code, or null when the words are no command and the site is to be served.</returns>
    /// <exception cref="SetupException">The command's words are wrong or it cannot be carried out.</exception>
    public static async Task<int?> RunAsync(WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["recipe", var name]:
                await MigrateAsync(app);
                try
                {
                    var steps = await app.Services.GetRequiredService<RecipeRunner>().RunAsync(SiteSetup.FindRecipe(name, app.Configuration), Actor.System, CancellationToken.None);
                    Console.WriteLine($"Đã chạy {steps} bước.");
                    return 0;
                }
                catch (RecipeException error) { throw new SetupException(error.Message, error); }
            case ["password", var name]:
                return await ResetPasswordAsync(app, name);
            case ["reindex"]:
                await MigrateAsync(app);
                await ReindexAsync(app.Services);
                return 0;
            case ["recipe" or "password" or "reindex", ..]:
                throw new SetupException("Cách dùng: recipe <tên hoặc tệp .recipe.json> | password <tài khoản> | reindex | health [địa chỉ]");
            default:
                return null;
        }
    }

    /// <summary>Fills both indexes of this node anew and reads files that were never read.</summary>
    private static async Task ReindexAsync(IServiceProvider services)
    {
        try
        {
            using var index = services.GetRequiredService<SearchIndex>();
            using var newsroom = services.GetRequiredService<NewsroomIndex>();
            index.Clear();
            newsroom.Clear();
            var feed = services.GetRequiredService<SearchFeed>();
            await feed.RebuildAsync((read, all) => Progress($"Tìm kiếm: đã đọc {read:N0}/{all:N0} mục"), CancellationToken.None);
            await feed.ReadFilesAsync(read => Progress($"Tìm kiếm: đã đọc tệp của {read:N0} mục"), CancellationToken.None);
            index.Commit(index.Position ?? 0);
            await services.GetRequiredService<NewsroomFeed>().RebuildAsync((read, all) => Progress($"Quản trị: đã đọc {read:N0}/{all:N0} mục"), CancellationToken.None);
            Console.WriteLine($"\nChỉ mục tìm kiếm có {index.Count:N0} mục, chỉ mục quản trị có {newsroom.Count:N0} mục.");
        }
        catch (IOException error)
        {
            throw new SetupException($"Không mở được chỉ mục: {error.Message}\nHãy dừng trang rồi chạy lại: hai tiến trình không ghi chung một chỉ mục.", error);
        }

        // A terminal sees one line that counts up, a log file a line for every step.
        static void Progress(string line) => Console.Write(Console.IsOutputRedirected ? line + "\n" : "\r" + line);
    }

    private static async Task MigrateAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SiteDb>().Database.MigrateAsync();
    }

    private static async Task<int> ResetPasswordAsync(WebApplication app, string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = await people.FindByNameAsync(name) ?? throw new SetupException($"Không có tài khoản {name}.");
        var password = System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 16);
        user.MustChangePassword = true;
        // Saved together with the password: a reset on the server leaves a trace as one in the newsroom does.
        scope.ServiceProvider.GetRequiredService<SiteDb>().Add(Actor.System.Did(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, "user.password-reset", $"Đặt lại mật khẩu của tài khoản {name} bằng dòng lệnh", "User", $"{user.Id}"));
        var result = await people.ResetPasswordAsync(user, await people.GeneratePasswordResetTokenAsync(user), password);
        if (!result.Succeeded) throw new SetupException(string.Join(' ', result.Errors.Select(error => error.Description)));
        await people.SetLockoutEndDateAsync(user, null);
        // Whoever runs programs on the server has lost the phone too: nobody else could let the last administrator in.
        await people.EndTwoStepAsync(scope.ServiceProvider.GetRequiredService<IUserStore<User>>(), user, CancellationToken.None);
        Console.WriteLine($"Mật khẩu tạm của {name}: {password} (phải đổi khi đăng nhập)");
        return 0;
    }
}
