using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cchc.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MediaLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ChangedUtc",
                table: "media_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Crops",
                table: "media_files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "FocusX",
                table: "media_files",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "FocusY",
                table: "media_files",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Folder",
                table: "media_files",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "media_files",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Pages",
                table: "media_files",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "media_files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Seconds",
                table: "media_files",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "UploadedById",
                table: "media_files",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "media_uploads",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    OwnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Folder = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FileId = table.Column<int>(type: "INTEGER", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_uploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media_uses",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IsPublic = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_uses", x => new { x.Path, x.ContentItemId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_media_files_Folder_UploadedUtc_Id",
                table: "media_files",
                columns: new[] { "Folder", "UploadedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_media_uploads_ExpiresUtc",
                table: "media_uploads",
                column: "ExpiresUtc");

            migrationBuilder.CreateIndex(
                name: "IX_media_uploads_OwnerId",
                table: "media_uploads",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_media_uses_ContentItemId",
                table: "media_uses",
                column: "ContentItemId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_uploads");

            migrationBuilder.DropTable(
                name: "media_uses");

            migrationBuilder.DropIndex(
                name: "IX_media_files_Folder_UploadedUtc_Id",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "ChangedUtc",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Crops",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "FocusX",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "FocusY",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Folder",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Pages",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "Seconds",
                table: "media_files");

            migrationBuilder.DropColumn(
                name: "UploadedById",
                table: "media_files");
        }
    }
}
