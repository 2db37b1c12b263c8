using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Pages.Admin.Versions;

/// <summary>Fields of a saved version in the words of the editing pages: who compares two versions has never seen the stored names.</summary>
public static class FieldWords
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["Section"] = "Chuyên mục", ["Sections"] = "Chuyên mục", ["Tags"] = "Thẻ", ["Unit"] = "Đơn vị", ["Kind"] = "Thể loại",
        ["Sapo"] = "Sapo", ["Byline"] = "Ký tên", ["Source"] = "Nguồn", ["SourceUrl"] = "Địa chỉ của nguồn", ["Reprint"] = "Đăng lại từ báo khác",
        ["LeadImage"] = "Ảnh chính", ["LeadCaption"] = "Chú thích ảnh", ["Documents"] = "Văn bản liên quan", ["Relations"] = "Văn bản liên quan", ["Language"] = "Ngôn ngữ",
        ["Number"] = "Số, ký hiệu", ["IssuedOn"] = "Ngày ban hành", ["EffectiveOn"] = "Ngày có hiệu lực", ["Agency"] = "Cơ quan ban hành",
        ["Signer"] = "Người ký", ["SignerTitle"] = "Chức vụ người ký", ["Abstract"] = "Trích yếu", ["Validity"] = "Hiệu lực", ["SourceNote"] = "Ghi chú về nguồn",
        ["Stage"] = "Tình trạng", ["Year"] = "Năm", ["Problem"] = "Vấn đề", ["Summary"] = "Tóm tắt giải pháp", ["Authors"] = "Tác giả, người được nêu gương", ["Place"] = "Nơi thực hiện", ["Contact"] = "Liên hệ",
        ["Decision"] = "Quyết định công nhận", ["DecisionDocument"] = "Văn bản công nhận", ["Origin"] = "Mô hình được nhân rộng", ["ReplicatedOn"] = "Ngày nhân rộng", ["Results"] = "Kết quả đo được",
    };

    public static string Label(string name) => Labels.GetValueOrDefault(name, name);

    public static string Value(string name, string word, SectionTree sections) => name switch
    {
        "Section" or "Sections" => sections.Find(word)?.Name ?? word,
        "Kind" when Enum.TryParse<ArticleKind>(word, out var kind) => Article.KindLabel(kind),
        "Kind" when Enum.TryParse<ModelKind>(word, out var kind) => ReformModel.KindLabel(kind),
        "Stage" when Enum.TryParse<ModelStage>(word, out var stage) => ReformModel.StageLabel(stage),
        "Validity" when Enum.TryParse<DocumentValidity>(word, out var validity) => Document.ValidityLabel(validity),
        "Relations" when char.IsAsciiLetter(word[0]) && Enum.TryParse<DocumentRelationKind>(word, out var relation) => DocumentRelation.Label(relation),
        "Reprint" => word == "true" ? "có" : "không",
        _ => word,
    };
}
