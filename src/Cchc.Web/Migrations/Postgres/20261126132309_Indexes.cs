using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Indexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "index_editions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    KindId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Level = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    AnnouncedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Decision = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Source = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    SourceUrl = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Derived = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Incomplete = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Table = table.Column<string>(type: "text", nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Slug = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    Markdown = table.Column<string>(type: "text", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Sections = table.Column<List<string>>(type: "text[]", nullable: false),
                    Tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    Author = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    AuthorId = table.Column<int>(type: "integer", nullable: true),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Review = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    SubmittedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AssigneeId = table.Column<int>(type: "integer", nullable: true),
                    Assignee = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    TrashedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ModifiedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LatestVersion = table.Column<int>(type: "integer", nullable: false),
                    LatestTitle = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PublishedVersion = table.Column<int>(type: "integer", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_index_editions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "index_kinds",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ShortName = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Publisher = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ScaleFrom = table.Column<decimal>(type: "numeric", nullable: true),
                    ScaleTo = table.Column<decimal>(type: "numeric", nullable: true),
                    Decimals = table.Column<int>(type: "integer", nullable: false),
                    Ordering = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Breaks = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    IsIllustration = table.Column<bool>(type: "boolean", nullable: false),
                    Criteria = table.Column<string>(type: "text", nullable: false),
                    Mapping = table.Column<string>(type: "text", nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Slug = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    Markdown = table.Column<string>(type: "text", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Sections = table.Column<List<string>>(type: "text[]", nullable: false),
                    Tags = table.Column<List<string>>(type: "text[]", nullable: false),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    Author = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    AuthorId = table.Column<int>(type: "integer", nullable: true),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Review = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    SubmittedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AssigneeId = table.Column<int>(type: "integer", nullable: true),
                    Assignee = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    TrashedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ModifiedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LatestVersion = table.Column<int>(type: "integer", nullable: false),
                    LatestTitle = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PublishedVersion = table.Column<int>(type: "integer", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_index_kinds", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_AssigneeId_ModifiedUtc_Id",
                table: "index_editions",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_AuthorId_ModifiedUtc_Id",
                table: "index_editions",
                columns: new[] { "AuthorId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_ContentItemId",
                table: "index_editions",
                column: "ContentItemId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_KindId_Year",
                table: "index_editions",
                columns: new[] { "KindId", "Year" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_ModifiedUtc_Id",
                table: "index_editions",
                columns: new[] { "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_Review_ModifiedUtc_Id",
                table: "index_editions",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_Slug",
                table: "index_editions",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_State_ModifiedUtc_Id",
                table: "index_editions",
                columns: new[] { "State", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_State_PublishedUtc_Id",
                table: "index_editions",
                columns: new[] { "State", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_editions_UnitId_State_PublishedUtc_Id",
                table: "index_editions",
                columns: new[] { "UnitId", "State", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_AssigneeId_ModifiedUtc_Id",
                table: "index_kinds",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_AuthorId_ModifiedUtc_Id",
                table: "index_kinds",
                columns: new[] { "AuthorId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_ContentItemId",
                table: "index_kinds",
                column: "ContentItemId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_ModifiedUtc_Id",
                table: "index_kinds",
                columns: new[] { "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_Review_ModifiedUtc_Id",
                table: "index_kinds",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_Slug",
                table: "index_kinds",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_State_ModifiedUtc_Id",
                table: "index_kinds",
                columns: new[] { "State", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_State_PublishedUtc_Id",
                table: "index_kinds",
                columns: new[] { "State", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_index_kinds_UnitId_State_PublishedUtc_Id",
                table: "index_kinds",
                columns: new[] { "UnitId", "State", "PublishedUtc", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "index_editions");

            migrationBuilder.DropTable(
                name: "index_kinds");
        }
    }
}
