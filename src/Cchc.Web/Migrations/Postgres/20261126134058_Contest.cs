using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Contest : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contest_topics",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SearchKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ParentId = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_topics", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_topics_contest_topics_ParentId",
                        column: x => x.ParentId,
                        principalTable: "contest_topics",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_unit_staff",
                columns: table => new
                {
                    UnitId = table.Column<int>(type: "integer", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    People = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_unit_staff", x => new { x.UnitId, x.On });
                    table.ForeignKey(
                        name: "FK_contest_unit_staff_units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Slug = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Organiser = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    IsSample = table.Column<bool>(type: "boolean", nullable: false),
                    Asks = table.Column<int>(type: "integer", nullable: false),
                    Identifier = table.Column<int>(type: "integer", nullable: false),
                    RetentionMonths = table.Column<int>(type: "integer", nullable: false),
                    ForgottenUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "contest_questions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TopicId = table.Column<int>(type: "integer", nullable: false),
                    Current = table.Column<int>(type: "integer", nullable: false),
                    Retired = table.Column<bool>(type: "boolean", nullable: false),
                    Fingerprint = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    SearchKey = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_questions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_questions_contest_topics_TopicId",
                        column: x => x.TopicId,
                        principalTable: "contest_topics",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_blocks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CompetitionId = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Condition = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    LeastAge = table.Column<int>(type: "integer", nullable: true),
                    MostAge = table.Column<int>(type: "integer", nullable: true),
                    NeedsUnit = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_blocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_blocks_contests_CompetitionId",
                        column: x => x.CompetitionId,
                        principalTable: "contests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_rounds",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CompetitionId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    OpensUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ClosesUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    PausedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Counts = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    TieBreaks = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Prediction = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    PredictionQuestion = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ShowsScore = table.Column<bool>(type: "boolean", nullable: false),
                    PublishesKeys = table.Column<bool>(type: "boolean", nullable: false),
                    ShuffleQuestions = table.Column<bool>(type: "boolean", nullable: false),
                    ShuffleOptions = table.Column<bool>(type: "boolean", nullable: false),
                    Prizes = table.Column<string>(type: "text", nullable: false),
                    PredictionActual = table.Column<decimal>(type: "numeric", nullable: true),
                    MerkleRoot = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ClosedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LotSeed = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_rounds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_rounds_contests_CompetitionId",
                        column: x => x.CompetitionId,
                        principalTable: "contests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_texts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CompetitionId = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Markdown = table.Column<string>(type: "text", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    FromUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Note = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_texts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_texts_contests_CompetitionId",
                        column: x => x.CompetitionId,
                        principalTable: "contests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_question_versions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    QuestionId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Difficulty = table.Column<int>(type: "integer", nullable: false),
                    LegalBasis = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Explanation = table.Column<string>(type: "text", nullable: false),
                    Picture = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    PictureAlt = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Writer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    WriterId = table.Column<int>(type: "integer", nullable: true),
                    ChangedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Appraiser = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    AppraisedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_question_versions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_question_versions_contest_questions_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "contest_questions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_participants",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    CompetitionId = table.Column<int>(type: "integer", nullable: false),
                    BlockId = table.Column<int>(type: "integer", nullable: false),
                    IdentityKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CodeKey = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Personal = table.Column<string>(type: "text", nullable: false),
                    UnitId = table.Column<int>(type: "integer", nullable: true),
                    CommuneId = table.Column<int>(type: "integer", nullable: true),
                    ConsentNumber = table.Column<int>(type: "integer", nullable: false),
                    RegisteredUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Barred = table.Column<bool>(type: "boolean", nullable: false),
                    ExtraMinutes = table.Column<int>(type: "integer", nullable: false),
                    Device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_participants", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_participants_contest_blocks_BlockId",
                        column: x => x.BlockId,
                        principalTable: "contest_blocks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_contest_participants_contests_CompetitionId",
                        column: x => x.CompetitionId,
                        principalTable: "contests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_plans",
                columns: table => new
                {
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    BlockId = table.Column<int>(type: "integer", nullable: false),
                    Blueprint = table.Column<string>(type: "text", nullable: false),
                    Frozen = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_plans", x => new { x.RoundId, x.BlockId });
                    table.ForeignKey(
                        name: "FK_contest_plans_contest_blocks_BlockId",
                        column: x => x.BlockId,
                        principalTable: "contest_blocks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contest_plans_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_results",
                columns: table => new
                {
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    BlockId = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    AllRight = table.Column<int>(type: "integer", nullable: false),
                    NoneRight = table.Column<int>(type: "integer", nullable: false),
                    Standings = table.Column<string>(type: "text", nullable: false),
                    ComputedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_results", x => new { x.RoundId, x.BlockId });
                    table.ForeignKey(
                        name: "FK_contest_results_contest_blocks_BlockId",
                        column: x => x.BlockId,
                        principalTable: "contest_blocks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contest_results_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_winners",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    BlockId = table.Column<int>(type: "integer", nullable: false),
                    ParticipantId = table.Column<long>(type: "bigint", nullable: false),
                    AttemptId = table.Column<long>(type: "bigint", nullable: false),
                    Prize = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Note = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Decision = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    MayPublishName = table.Column<bool>(type: "boolean", nullable: false),
                    PublicName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    CertificateCode = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false),
                    CertifiedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_winners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_winners_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_key_corrections",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    VersionId = table.Column<int>(type: "integer", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Who = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Before = table.Column<string>(type: "text", nullable: false),
                    After = table.Column<string>(type: "text", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Changed = table.Column<int>(type: "integer", nullable: false),
                    FinishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_key_corrections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_key_corrections_contest_question_versions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "contest_question_versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "contest_attempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    RoundId = table.Column<int>(type: "integer", nullable: false),
                    BlockId = table.Column<int>(type: "integer", nullable: false),
                    ParticipantId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DeadlineUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    SubmittedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RulesNumber = table.Column<int>(type: "integer", nullable: false),
                    Prediction = table.Column<decimal>(type: "numeric(18,5)", precision: 18, scale: 5, nullable: true),
                    Answers = table.Column<string>(type: "text", nullable: false),
                    Hundredths = table.Column<int>(type: "integer", nullable: false),
                    Right = table.Column<int>(type: "integer", nullable: false),
                    AllRight = table.Column<bool>(type: "boolean", nullable: false),
                    Receipt = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Code = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false),
                    Device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    VoidReason = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_attempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contest_attempts_contest_participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "contest_participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_contest_attempts_contest_rounds_RoundId",
                        column: x => x.RoundId,
                        principalTable: "contest_rounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contest_answers",
                columns: table => new
                {
                    AttemptId = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false),
                    Flagged = table.Column<bool>(type: "boolean", nullable: false),
                    SavedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contest_answers", x => new { x.AttemptId, x.Position });
                    table.ForeignKey(
                        name: "FK_contest_answers_contest_attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "contest_attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contest_attempts_Code",
                table: "contest_attempts",
                column: "Code");

            migrationBuilder.CreateIndex(
                name: "IX_contest_attempts_ParticipantId",
                table: "contest_attempts",
                column: "ParticipantId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_attempts_RoundId_ParticipantId_Number",
                table: "contest_attempts",
                columns: new[] { "RoundId", "ParticipantId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_attempts_running",
                table: "contest_attempts",
                columns: new[] { "RoundId", "ParticipantId" },
                unique: true,
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_contest_blocks_CompetitionId",
                table: "contest_blocks",
                column: "CompetitionId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_key_corrections_VersionId",
                table: "contest_key_corrections",
                column: "VersionId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_participants_BlockId",
                table: "contest_participants",
                column: "BlockId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_participants_CodeKey",
                table: "contest_participants",
                column: "CodeKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_participants_CompetitionId_IdentityKey",
                table: "contest_participants",
                columns: new[] { "CompetitionId", "IdentityKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_plans_BlockId",
                table: "contest_plans",
                column: "BlockId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_question_versions_QuestionId_Number",
                table: "contest_question_versions",
                columns: new[] { "QuestionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_questions_Code",
                table: "contest_questions",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_questions_Fingerprint",
                table: "contest_questions",
                column: "Fingerprint");

            migrationBuilder.CreateIndex(
                name: "IX_contest_questions_TopicId",
                table: "contest_questions",
                column: "TopicId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_results_BlockId",
                table: "contest_results",
                column: "BlockId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_rounds_CompetitionId_Number",
                table: "contest_rounds",
                columns: new[] { "CompetitionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_texts_CompetitionId_Kind_Number",
                table: "contest_texts",
                columns: new[] { "CompetitionId", "Kind", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_topics_ParentId",
                table: "contest_topics",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_contest_topics_SearchKey",
                table: "contest_topics",
                column: "SearchKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contest_winners_CertificateCode",
                table: "contest_winners",
                column: "CertificateCode");

            migrationBuilder.CreateIndex(
                name: "IX_contest_winners_RoundId_ParticipantId",
                table: "contest_winners",
                columns: new[] { "RoundId", "ParticipantId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contests_Slug",
                table: "contests",
                column: "Slug",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contest_answers");

            migrationBuilder.DropTable(
                name: "contest_key_corrections");

            migrationBuilder.DropTable(
                name: "contest_plans");

            migrationBuilder.DropTable(
                name: "contest_results");

            migrationBuilder.DropTable(
                name: "contest_texts");

            migrationBuilder.DropTable(
                name: "contest_unit_staff");

            migrationBuilder.DropTable(
                name: "contest_winners");

            migrationBuilder.DropTable(
                name: "contest_attempts");

            migrationBuilder.DropTable(
                name: "contest_question_versions");

            migrationBuilder.DropTable(
                name: "contest_participants");

            migrationBuilder.DropTable(
                name: "contest_rounds");

            migrationBuilder.DropTable(
                name: "contest_questions");

            migrationBuilder.DropTable(
                name: "contest_blocks");

            migrationBuilder.DropTable(
                name: "contest_topics");

            migrationBuilder.DropTable(
                name: "contests");
        }
    }
}
