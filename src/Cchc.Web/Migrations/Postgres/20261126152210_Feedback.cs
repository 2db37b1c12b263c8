using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Feedback : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "feedback_items",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CodeKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CodeHidden = table.Column<string>(type: "text", nullable: false),
                    FormKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    PinKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    PhoneKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    EmailKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    Place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Contact = table.Column<string>(type: "text", nullable: false),
                    IsAnonymous = table.Column<bool>(type: "boolean", nullable: false),
                    MayPublish = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Channel = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    EnteredById = table.Column<int>(type: "integer", nullable: true),
                    SentUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReceivedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    StateUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AskedIn = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ClockFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    ExtraDays = table.Column<int>(type: "integer", nullable: false),
                    ExtensionReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    PausedDays = table.Column<int>(type: "integer", nullable: false),
                    PausedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    HandlerUnitId = table.Column<int>(type: "integer", nullable: true),
                    HandlerUserId = table.Column<int>(type: "integer", nullable: true),
                    Draft = table.Column<string>(type: "text", nullable: false),
                    DraftById = table.Column<int>(type: "integer", nullable: true),
                    ReviewedById = table.Column<int>(type: "integer", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: false),
                    ApprovedById = table.Column<int>(type: "integer", nullable: true),
                    AnsweredUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    HandedTo = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    MergedIntoId = table.Column<long>(type: "bigint", nullable: true),
                    SplitFromId = table.Column<long>(type: "bigint", nullable: true),
                    Reopened = table.Column<int>(type: "integer", nullable: false),
                    Links = table.Column<string>(type: "text", nullable: false),
                    Rating = table.Column<int>(type: "integer", nullable: true),
                    RatingReason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    RatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AskedAgainUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Solved = table.Column<bool>(type: "boolean", nullable: true),
                    PublicNoteUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublicSubject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PublicSearchKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PublicContent = table.Column<string>(type: "text", nullable: false),
                    PublicAnswer = table.Column<string>(type: "text", nullable: false),
                    PublicName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    IsSample = table.Column<bool>(type: "boolean", nullable: false),
                    ErasedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_feedback_items_feedback_items_MergedIntoId",
                        column: x => x.MergedIntoId,
                        principalTable: "feedback_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_feedback_items_units_HandlerUnitId",
                        column: x => x.HandlerUnitId,
                        principalTable: "units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_feedback_items_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "feedback_templates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback_templates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "holidays",
                columns: table => new
                {
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    IsWorked = table.Column<bool>(type: "boolean", nullable: false),
                    Source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holidays", x => x.On);
                });

            migrationBuilder.CreateTable(
                name: "feedback_events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Act = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Who = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    UserId = table.Column<int>(type: "integer", nullable: true),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: false),
                    IsPublic = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    To = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback_events", x => x.Id);
                    table.ForeignKey(
                        name: "FK_feedback_events_feedback_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "feedback_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "feedback_files",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    UploadedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    FromSender = table.Column<bool>(type: "boolean", nullable: false),
                    IsPublic = table.Column<bool>(type: "boolean", nullable: false),
                    Scan = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_feedback_files_feedback_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "feedback_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_feedback_events_ItemId",
                table: "feedback_events",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_files_ItemId",
                table: "feedback_files",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_files_Key",
                table: "feedback_files",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_CodeKey",
                table: "feedback_items",
                column: "CodeKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_FormKey",
                table: "feedback_items",
                column: "FormKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_HandlerUnitId_State_DueOn",
                table: "feedback_items",
                columns: new[] { "HandlerUnitId", "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_MergedIntoId",
                table: "feedback_items",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_PublishedUtc",
                table: "feedback_items",
                column: "PublishedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_ReceivedUtc",
                table: "feedback_items",
                column: "ReceivedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_State_DueOn",
                table: "feedback_items",
                columns: new[] { "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_feedback_items_UnitId",
                table: "feedback_items",
                column: "UnitId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feedback_events");

            migrationBuilder.DropTable(
                name: "feedback_files");

            migrationBuilder.DropTable(
                name: "feedback_templates");

            migrationBuilder.DropTable(
                name: "holidays");

            migrationBuilder.DropTable(
                name: "feedback_items");
        }
    }
}
