using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cchc.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ContestCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_contest_winners_CertificateCode",
                table: "contest_winners");

            migrationBuilder.DropColumn(
                name: "CertificateCode",
                table: "contest_winners");

            migrationBuilder.DropColumn(
                name: "CertifiedUtc",
                table: "contest_winners");

            migrationBuilder.AddColumn<string>(
                name: "Certificate",
                table: "contests",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Teams",
                table: "contests",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "contest_certificates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 14, nullable: false),
                    RoundId = table.Column<int>(type: "INTEGER", nullable: false),
                    BlockId = table.Column<int>(type: "INTEGER", nullable: false),
                    ParticipantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Prize = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    HiddenName = table.Column<string>(type: "TEXT", nullable: false),
                    MayShowName = table.Column<bool>(type: "INTEGER", nullable: false),
                    IssuedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnReason = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_certificates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_certificates_contest_participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "contest_participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_contest_certificates_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_reports",
                columns: table => new
                {
                    RoundId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    ComputedUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_reports", x => new { x.RoundId, x.Kind });
                    table.ForeignKey(
                        name: "FK_contest_reports_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contest_certificates_Code",
                table: "contest_certificates",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_certificates_ParticipantId",
                table: "contest_certificates",
                column: "ParticipantId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_certificates_RoundId_ParticipantId",
                table: "contest_certificates",
                columns: new[] { "RoundId", "ParticipantId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contest_certificates");

            migrationBuilder.DropTable(
                name: "contest_reports");

            migrationBuilder.DropColumn(
                name: "Certificate",
                table: "contests");

            migrationBuilder.DropColumn(
                name: "Teams",
                table: "contests");

            migrationBuilder.AddColumn<string>(
                name: "CertificateCode",
                table: "contest_winners",
                type: "TEXT",
                maxLength: 14,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "CertifiedUtc",
                table: "contest_winners",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_winners_CertificateCode",
                table: "contest_winners",
                column: "CertificateCode");
        }
    }
}
