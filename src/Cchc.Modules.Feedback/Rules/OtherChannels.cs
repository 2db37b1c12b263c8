using System.Text;
using System.Text.RegularExpressions;
using Cchc.Core.Text;

namespace Cchc.Modules.Feedback.Rules;

/// <summary>Matters that have their own law and channel; this one explains and directs, and does not take them.</summary>
public enum OtherChannel
{
    /// <summary>Khiếu nại: Luật Khiếu nại 02/2011/QH13.</summary>
    Complaint,
    /// <summary>Tố cáo: Luật Tố cáo 25/2018/QH14.</summary>
    Denunciation,
    /// <summary>Tố giác, tin báo về tội phạm: Bộ luật Tố tụng hình sự 101/2015/QH13.</summary>
    Crime,
    /// <summary>Kiến nghị của cử tri, through delegates: Quyết định 33/2017/QĐ-TTg.</summary>
    Voters,
    /// <summary>Mâu thuẫn, chồng chéo của văn bản quy phạm pháp luật: Quyết định 48/2025/QĐ-TTg.</summary>
    LegalTexts,
}

/// <summary>What a person is told before sending.</summary>
public sealed record OtherChannelAdvice(OtherChannel Channel, string Title, string Explanation, string Where);

/// <summary>Recognises by their words matters that belong elsewhere. The person decides: words alone prove nothing.</summary>
public static partial class OtherChannels
{
    private static readonly (OtherChannel Channel, Regex Marked, Regex Plain)[] Known =
    [
        Of(OtherChannel.Complaint, "khiếu nại", "khiếu kiện"),
        Of(OtherChannel.Denunciation, "tố cáo"),
        Of(OtherChannel.Crime, "tố giác", "tin báo tội phạm", "trình báo công an"),
        Of(OtherChannel.Voters, "kiến nghị của cử tri", "cử tri kiến nghị", "ý kiến cử tri", "gửi đại biểu quốc hội"),
        Of(OtherChannel.LegalTexts, "văn bản quy phạm pháp luật", "luật chồng chéo", "luật mâu thuẫn", "nghị định mâu thuẫn", "nghị định chồng chéo", "thông tư mâu thuẫn", "thông tư chồng chéo"),
    ];

    /// <summary>Channels whose words stand in the text, without those that the text denies ("không phải khiếu nại").</summary>
    /// <remarks>A text that has marks is read with them, for "nhà to cao" is no tố cáo; one typed without marks is read without.</remarks>
    public static IReadOnlyList<OtherChannel> In(string? text)
    {
        var plain = Spaces().Replace((text ?? "").Normalize(NormalizationForm.FormC).ToLowerInvariant(), " ");
        var marked = Vietnamese.Fold(plain) != plain;
        return [.. Known.Where(one => (marked ? one.Marked : one.Plain).IsMatch(plain)).Select(one => one.Channel)];
    }

    public static OtherChannelAdvice Advice(OtherChannel channel) => channel switch
    {
        OtherChannel.Complaint => new(channel, "Đây có phải là khiếu nại?",
            "Khiếu nại là đề nghị xem lại một quyết định hành chính hoặc việc làm của cơ quan, cán bộ mà bạn cho là trái luật và xâm phạm quyền, lợi ích của chính bạn. Khiếu nại phải có đơn ký tên, có thời hiệu 90 ngày và được giải quyết theo Luật Khiếu nại.",
            "Gửi đơn đến chính cơ quan, người đã ra quyết định, hoặc đến nơi tiếp công dân của xã, của tỉnh. Gửi ở đây không làm dừng thời hiệu khiếu nại."),
        OtherChannel.Denunciation => new(channel, "Đây có phải là tố cáo?",
            "Tố cáo là báo cho người có thẩm quyền biết hành vi vi phạm pháp luật của một người, một cơ quan. Luật Tố cáo bảo vệ người tố cáo, giữ bí mật họ tên, và yêu cầu ghi rõ họ tên, địa chỉ của người tố cáo.",
            "Gửi đơn hoặc đến trình bày với thủ trưởng trực tiếp của người bị tố cáo, cơ quan thanh tra, hoặc nơi tiếp công dân. Đừng ghi nội dung tố cáo ở đây: kênh này không có cơ chế bảo vệ người tố cáo."),
        OtherChannel.Crime => new(channel, "Đây có phải là tin báo về tội phạm?",
            "Tin báo, tố giác tội phạm do cơ quan điều tra tiếp nhận và giải quyết theo Bộ luật Tố tụng hình sự.",
            "Việc khẩn cấp: gọi 113. Việc khác: đến Công an xã, phường nơi gần nhất, hoặc Viện kiểm sát nhân dân."),
        OtherChannel.Voters => new(channel, "Đây có phải là kiến nghị của cử tri?",
            "Kiến nghị của cử tri gửi qua đại biểu Quốc hội, đại biểu Hội đồng nhân dân có cách tập hợp và thời hạn trả lời riêng.",
            "Nêu tại buổi tiếp xúc cử tri, hoặc gửi Đoàn đại biểu Quốc hội, Thường trực Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc nơi bạn ở."),
        OtherChannel.LegalTexts => new(channel, "Đây có phải là vướng mắc về văn bản quy phạm pháp luật?",
            "Phản ánh về quy định mâu thuẫn, chồng chéo, không rõ hoặc không khả thi của luật, nghị định, thông tư được tiếp nhận trên một hệ thống riêng của cả nước theo Quyết định 48/2025/QĐ-TTg.",
            "Gửi qua hệ thống tiếp nhận, xử lý phản ánh, kiến nghị về văn bản quy phạm pháp luật của Bộ Tư pháp."),
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    private static (OtherChannel, Regex, Regex) Of(OtherChannel channel, params string[] phrases) => (channel, Words("không phải", "đơn", phrases), Words("khong phai", "don", [.. phrases.Select(Vietnamese.Fold)]));

    private static Regex Words(string not, string letter, string[] phrases) =>
        new($@"(?<!{not} (?:là |la )?(?:{letter} )?)(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', phrases)})(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
