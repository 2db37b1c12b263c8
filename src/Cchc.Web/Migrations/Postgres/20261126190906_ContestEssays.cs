using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ContestEssays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EssayRules",
                table: "contest_rounds",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "EssaysMarkedUtc",
                table: "contest_rounds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "contest_essay_files",
                columns: table => new
                {
                    AttemptId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SavedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_essay_files", x => new { x.AttemptId, x.Position });
                    table.ForeignKey(
                        name: "FK_contest_essay_files_contest_attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "contest_attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_essays",
                columns: table => new
                {
                    AttemptId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Marks = table.Column<int>(type: "integer", nullable: false),
                    Waits = table.Column<bool>(type: "boolean", nullable: false),
                    Hundredths = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_essays", x => new { x.AttemptId, x.Position });
                    table.ForeignKey(
                        name: "FK_contest_essays_contest_attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "contest_attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contest_essays_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_judges",
                columns: table => new
                {
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    UserId = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_judges", x => new { x.RoundId, x.UserId });
                    table.ForeignKey(
                        name: "FK_contest_judges_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contest_judges_users_UserId",
                        column: x => x.UserId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_essay_marks",
                columns: table => new
                {
                    AttemptId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    JudgeId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<string>(type: "text", nullable: false),
                    Hundredths = table.Column<int>(type: "integer", nullable: false),
                    Comment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    MarkedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_essay_marks", x => new { x.AttemptId, x.Position, x.JudgeId });
                    table.ForeignKey(
                        name: "FK_contest_essay_marks_contest_essays_AttemptId_Position",
                        columns: x => new { x.AttemptId, x.Position },
                        principalTable: "contest_essays",
                        principalColumns: new[] { "AttemptId", "Position" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contest_essay_marks_users_JudgeId",
                        column: x => x.JudgeId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contest_essay_marks_AttemptId_Position_Number",
                table: "contest_essay_marks",
                columns: new[] { "AttemptId", "Position", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_essay_marks_JudgeId",
                table: "contest_essay_marks",
                column: "JudgeId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_essays_RoundId_Number",
                table: "contest_essays",
                columns: new[] { "RoundId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_judges_UserId",
                table: "contest_judges",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contest_essay_files");

            migrationBuilder.DropTable(
                name: "contest_essay_marks");

            migrationBuilder.DropTable(
                name: "contest_judges");

            migrationBuilder.DropTable(
                name: "contest_essays");

            migrationBuilder.DropColumn(
                name: "EssayRules",
                table: "contest_rounds");

            migrationBuilder.DropColumn(
                name: "EssaysMarkedUtc",
                table: "contest_rounds");
        }
    }
}
