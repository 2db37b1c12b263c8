using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cchc.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PrivacyRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "personal_data_requests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CodeKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CodeHidden = table.Column<string>(type: "TEXT", nullable: false),
                    FormKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    PinKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PhoneKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Personal = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnswerBy = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    ByPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    AnsweredUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Handler = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Plan = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ForgottenUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_personal_data_requests", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_personal_data_requests_ClosedUtc_DueOn",
                table: "personal_data_requests",
                columns: new[] { "ClosedUtc", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_personal_data_requests_CodeKey",
                table: "personal_data_requests",
                column: "CodeKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_personal_data_requests_FormKey",
                table: "personal_data_requests",
                column: "FormKey",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "personal_data_requests");
        }
    }
}
