using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Recipes;
using Cchc.Core.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cchc.Web.Setup;

/// <summary>
/// Brings the database up to date and, when it is empty, fills it from the recipes and makes the administrator. Each step notes
/// that it ran in its own transaction, so that a set-up that was interrupted goes on where it stopped at the next start.
/// </summary>
public static class SiteSetup
{
    private const string DoneSetting = "SetupDone";
    /// <summary>Since 0.2.0 every save keeps the table of where files are used; what was there before is looked through once.</summary>
    private const string UsesKnownSetting = "MediaUsesKnown";

    /// <exception cref="SetupException">Something that a person must mend; the message says what.</exception>
    public static async Task RunAsync(WebApplication app)
    {
        try
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            // Several nodes that start at once take turns; the lock goes with its connection.
            if (db.Database.IsNpgsql())
            {
                await db.Database.OpenConnectionAsync();
                await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(20260101)");
            }
            if (!await IsCurrentAsync(db)) await db.Database.MigrateAsync();
            if (!await db.Set<Setting>().AnyAsync(setting => setting.Name == DoneSetting))
            {
                await RunRecipesAsync(app);
                await MakeAdministratorAsync(app);
                db.Add(new Setting { Name = DoneSetting, Json = "{}" });
                db.Add(new Setting { Name = UsesKnownSetting, Json = "{}" });
                await db.SaveChangesAsync();
                // The set-up reads thousands of units and texts; an idle site would keep that memory for long.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
            if (!await db.Set<Setting>().AnyAsync(setting => setting.Name == UsesKnownSetting))
            {
                db.Add(new Setting { Name = UsesKnownSetting, Json = "{}" });
                db.Add(new JobRow { Kind = MediaUsesFill.Name, Key = MediaUsesFill.Name, DueUtc = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime });
                await db.SaveChangesAsync();
            }
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(20260101)");
        }
        catch (RecipeException error) { throw new SetupException($"Cài đặt lần đầu chưa xong: {error.Message}\nSửa gói nội dung rồi chạy lại: các bước đã xong được giữ.", error); }
        // Entity Framework wraps what it takes for a passing failure, such as a server that is not there.
        catch (Exception error) when (error is System.Data.Common.DbException || error.InnerException is System.Data.Common.DbException)
        {
            throw new SetupException($"Không mở được kho dữ liệu: {error.GetBaseException().Message}\nXem Database__Provider, Database__ConnectionString và Site__DataPath, rồi chạy lại: cài đặt dở dang sẽ tự làm tiếp.", error);
        }
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Trang đã chạy tại {string.Join(", ", app.Urls)} (quản trị: /quan-tri)"));
    }

    /// <summary>The recipe of that name, from the folder <c>recipes</c>.</summary>
    /// <exception cref="SetupException">There is none.</exception>
    public static Recipe FindRecipe(string name, IConfiguration configuration)
    {
        var file = name.EndsWith(".recipe.json", StringComparison.Ordinal) ? Path.GetFullPath(name) : Path.Combine(AppContext.BaseDirectory, "recipes", $"{name}.recipe.json");
        if (!File.Exists(file)) throw new SetupException($"Không có gói nội dung {file}. Xem cấu hình Setup__Recipes.");
        return RecipeReader.Read(file, configuration);
    }

    /// <summary>Whether the newest migration has run. Asked in SQL: every start would pay for the model that Entity Framework builds to
    /// read its own history, and for comparing the whole model with the last migration.</summary>
    private static async Task<bool> IsCurrentAsync(SiteDb db)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\" DESC LIMIT 1";
        try { return Equals(await command.ExecuteScalarAsync(), db.GetService<IMigrationsAssembly>().Migrations.Keys.Max(StringComparer.Ordinal)); }
        catch (System.Data.Common.DbException) { return false; } // no such table: a new database
        finally { await db.Database.CloseConnectionAsync(); }
    }

    private static async Task RunRecipesAsync(WebApplication app)
    {
        var runner = app.Services.GetRequiredService<RecipeRunner>();
        foreach (var name in (app.Configuration["Setup:Recipes"] ?? "cchc.setup, cchc.sample").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            await runner.RunAsync(FindRecipe(name, app.Configuration), Actor.System, CancellationToken.None);
    }

    private static async Task MakeAdministratorAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var name = app.Configuration["Setup:AdminUser"] ?? "admin";
        if (await people.FindByNameAsync(name) is not null) return;
        var made = string.IsNullOrEmpty(app.Configuration["Setup:AdminPassword"]);
        var password = made ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 16) : app.Configuration["Setup:AdminPassword"]!;
        // Said before it is stored: who is interrupted in between gets another one at the next start.
        if (made) Console.WriteLine($"Tài khoản quản trị: {name}   Mật khẩu tạm: {password}   (chỉ hiện một lần, phải đổi khi đăng nhập lần đầu)");
        var user = new User { UserName = name, Email = app.Configuration["Setup:AdminEmail"], DisplayName = "Quản trị", MustChangePassword = made };
        var result = await people.CreateAsync(user, password);
        if (result.Succeeded) result = await people.AddToRoleAsync(user, "Administrator");
        if (!result.Succeeded) throw new SetupException($"Không tạo được tài khoản quản trị: {string.Join(' ', result.Errors.Select(error => error.Description))}");
    }
}
