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
                using (var index = app.Services.GetRequiredService<SearchIndex>())
                {
                    index.Clear();
                    await app.Services.GetRequiredService<SearchFeed>().RebuildAsync(read => Console.Write($"\rĐã đọc {read} mục"), CancellationToken.None);
                    Console.WriteLine($"\nChỉ mục tìm kiếm có {index.Count} mục.");
                }
                return 0;
            case ["recipe" or "password" or "reindex", ..]:
                throw new SetupException("Cách dùng: recipe <tên hoặc tệp .recipe.json> | password <tài khoản> | reindex");
            default:
                return null;
        }
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
        var result = await people.ResetPasswordAsync(user, await people.GeneratePasswordResetTokenAsync(user), password);
        if (!result.Succeeded) throw new SetupException(string.Join(' ', result.Errors.Select(error => error.Description)));
        await people.SetLockoutEndDateAsync(user, null);
        Console.WriteLine($"Mật khẩu tạm của {name}: {password} (phải đổi khi đăng nhập)");
        return 0;
    }
}
