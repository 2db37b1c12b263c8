using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Newsroom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "InvitedUtc",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastSignInUtc",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastTotpStep",
                table: "users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MailNotices",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Assignee",
                table: "pages",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "AssigneeId",
                table: "pages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Review",
                table: "pages",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Draft");

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedUtc",
                table: "pages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedUtc",
                table: "pages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Assignee",
                table: "documents",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "AssigneeId",
                table: "documents",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Review",
                table: "documents",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Draft");

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedUtc",
                table: "documents",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedUtc",
                table: "documents",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Assignee",
                table: "articles",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "AssigneeId",
                table: "articles",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Review",
                table: "articles",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Draft");

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedUtc",
                table: "articles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TrashedUtc",
                table: "articles",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bulk_acts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Act = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    UndoneUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_acts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "content_notes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ById = table.Column<int>(type: "integer", nullable: true),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ResolvedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ResolvedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content_notes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "content_presence",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SeenUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TypedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content_presence", x => new { x.ContentItemId, x.UserId });
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    To = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    ToName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SentUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Url = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ReadUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    List = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_views", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "user_sessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    SeenUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Device = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "working_drafts",
                columns: table => new
                {
                    UserId = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    BasedOn = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    SavedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_working_drafts", x => new { x.UserId, x.Key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_pages_AssigneeId_ModifiedUtc_Id",
                table: "pages",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_pages_Review_ModifiedUtc_Id",
                table: "pages",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_documents_AssigneeId_ModifiedUtc_Id",
                table: "documents",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_documents_Review_ModifiedUtc_Id",
                table: "documents",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_articles_AssigneeId_ModifiedUtc_Id",
                table: "articles",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_articles_Review_ModifiedUtc_Id",
                table: "articles",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_acts_UserId_Id",
                table: "bulk_acts",
                columns: new[] { "UserId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_content_notes_ContentItemId_Id",
                table: "content_notes",
                columns: new[] { "ContentItemId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_content_presence_SeenUtc",
                table: "content_presence",
                column: "SeenUtc");

            migrationBuilder.CreateIndex(
                name: "IX_mails_Key",
                table: "mails",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_mails_SentUtc_CreatedUtc",
                table: "mails",
                columns: new[] { "SentUtc", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_UserId_ReadUtc_Id",
                table: "notifications",
                columns: new[] { "UserId", "ReadUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_views_UserId_List_Name",
                table: "saved_views",
                columns: new[] { "UserId", "List", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_user_sessions_UserId_EndedUtc_SeenUtc",
                table: "user_sessions",
                columns: new[] { "UserId", "EndedUtc", "SeenUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_working_drafts_SavedUtc",
                table: "working_drafts",
                column: "SavedUtc");

            // What readers see was approved; what is in the trash went there at the latest when it was last saved.
            foreach (var table in new[] { "articles", "documents", "pages" })
            {
                migrationBuilder.Sql($"UPDATE {table} SET \"Review\" = 'Approved' WHERE \"PublishedVersion\" = \"LatestVersion\"");
                migrationBuilder.Sql($"UPDATE {table} SET \"TrashedUtc\" = \"ModifiedUtc\" WHERE \"State\" = 'Trash'");
            }
            // Roles of sites that stand already get the new permissions that their people could do without until now.
            foreach (var (held, gained) in new[]
            {
                ("content.publish", "content.return"), ("content.publish", "content.approve"), ("content.publish", "content.assign"),
                ("content.publish", "home.manage"), ("content.publish", "statistics.view"), ("content.edit", "content.return"),
                ("content.edit", "content.assign"), ("content.edit", "statistics.view"), ("content.edit", "search.manage"),
            })
                migrationBuilder.Sql("INSERT INTO role_claims (\"RoleId\", \"ClaimType\", \"ClaimValue\") "
                    + $"SELECT one.\"RoleId\", 'permission', '{gained}' FROM role_claims AS one WHERE one.\"ClaimValue\" = '{held}' "
                    + $"AND NOT EXISTS (SELECT 1 FROM role_claims AS other WHERE other.\"RoleId\" = one.\"RoleId\" AND other.\"ClaimValue\" = '{gained}')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_acts");

            migrationBuilder.DropTable(
                name: "content_notes");

            migrationBuilder.DropTable(
                name: "content_presence");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "user_sessions");

            migrationBuilder.DropTable(
                name: "working_drafts");

            migrationBuilder.DropIndex(
                name: "IX_pages_AssigneeId_ModifiedUtc_Id",
                table: "pages");

            migrationBuilder.DropIndex(
                name: "IX_pages_Review_ModifiedUtc_Id",
                table: "pages");

            migrationBuilder.DropIndex(
                name: "IX_documents_AssigneeId_ModifiedUtc_Id",
                table: "documents");

            migrationBuilder.DropIndex(
                name: "IX_documents_Review_ModifiedUtc_Id",
                table: "documents");

            migrationBuilder.DropIndex(
                name: "IX_articles_AssigneeId_ModifiedUtc_Id",
                table: "articles");

            migrationBuilder.DropIndex(
                name: "IX_articles_Review_ModifiedUtc_Id",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "InvitedUtc",
                table: "users");

            migrationBuilder.DropColumn(
                name: "LastSignInUtc",
                table: "users");

            migrationBuilder.DropColumn(
                name: "LastTotpStep",
                table: "users");

            migrationBuilder.DropColumn(
                name: "MailNotices",
                table: "users");

            migrationBuilder.DropColumn(
                name: "Assignee",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "Review",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "SubmittedUtc",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "TrashedUtc",
                table: "pages");

            migrationBuilder.DropColumn(
                name: "Assignee",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "Review",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "SubmittedUtc",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "TrashedUtc",
                table: "documents");

            migrationBuilder.DropColumn(
                name: "Assignee",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "Review",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "SubmittedUtc",
                table: "articles");

            migrationBuilder.DropColumn(
                name: "TrashedUtc",
                table: "articles");
        }
    }
}
