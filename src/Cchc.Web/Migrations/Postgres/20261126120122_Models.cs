using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cchc.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Models : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reform_models",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Stage = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: true),
                    Problem = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Authors = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Contact = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Decision = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    DecisionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SourceNote = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    OriginId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ReplicatedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Field = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
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
                    table.PrimaryKey("PK_reform_models", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "model_results",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ModelId = table.Column<int>(type: "integer", nullable: false),
                    Label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Measure = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    Before = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    After = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    Source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_results", x => x.Id);
                    table.ForeignKey(
                        name: "FK_model_results_reform_models_ModelId",
                        column: x => x.ModelId,
                        principalTable: "reform_models",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_model_results_ModelId",
                table: "model_results",
                column: "ModelId");

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_AssigneeId_ModifiedUtc_Id",
                table: "reform_models",
                columns: new[] { "AssigneeId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_AuthorId_ModifiedUtc_Id",
                table: "reform_models",
                columns: new[] { "AuthorId", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_ContentItemId",
                table: "reform_models",
                column: "ContentItemId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_Field_State_PublishedUtc_Id",
                table: "reform_models",
                columns: new[] { "Field", "State", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_ModifiedUtc_Id",
                table: "reform_models",
                columns: new[] { "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_OriginId_State_ReplicatedOn",
                table: "reform_models",
                columns: new[] { "OriginId", "State", "ReplicatedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_Review_ModifiedUtc_Id",
                table: "reform_models",
                columns: new[] { "Review", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_Slug",
                table: "reform_models",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_State_ModifiedUtc_Id",
                table: "reform_models",
                columns: new[] { "State", "ModifiedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_State_PublishedUtc_Id",
                table: "reform_models",
                columns: new[] { "State", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reform_models_UnitId_State_PublishedUtc_Id",
                table: "reform_models",
                columns: new[] { "UnitId", "State", "PublishedUtc", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "model_results");

            migrationBuilder.DropTable(
                name: "reform_models");
        }
    }
}
