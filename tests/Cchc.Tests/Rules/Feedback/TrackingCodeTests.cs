using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Feedback;

public sealed class TrackingCodeTests
{
    private const string Alphabet = "0123456789ACDEFGHJKMNPQRTVWXY";

    [Property]
    public bool A_code_is_read_as_it_is_shown_whispered_or_scribbled(int _)
    {
        var code = TrackingCode.New();
        var shown = TrackingCode.Shown(code);
        return shown.Length == 14 && TrackingCode.Read(shown) == code && TrackingCode.Read($" {shown.ToLowerInvariant().Replace('-', ' ')}. ") == code
            && TrackingCode.Read(code.Replace('0', 'O').Replace('1', 'l').Replace('5', 's').Replace('2', 'Z').Replace('8', 'B').Replace('V', 'U')) == code;
    }

    [Fact]
    public void One_wrong_character_is_noticed_wherever_it_stands()
    {
        foreach (var code in Enumerable.Range(0, 20).Select(_ => TrackingCode.New()))
            for (var at = 0; at < code.Length; at++)
                foreach (var other in Alphabet.Where(letter => letter != code[at]))
                    Assert.Null(TrackingCode.Read($"{code[..at]}{other}{code[(at + 1)..]}"));
    }

    [Fact]
    public void Two_exchanged_characters_are_noticed_neighbours_or_not()
    {
        foreach (var code in Enumerable.Range(0, 100).Select(_ => TrackingCode.New()))
            for (var left = 0; left < code.Length; left++)
                for (var right = left + 1; right < code.Length; right++)
                    if (code[left] != code[right])
                    {
                        var letters = code.ToCharArray();
                        (letters[left], letters[right]) = (letters[right], letters[left]);
                        Assert.Null(TrackingCode.Read(new string(letters)));
                    }
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("ABCD"), InlineData("K7QM-2XPA-9TDE-1"), InlineData("Đây là mã của tôi"), InlineData("%00%00")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(TrackingCode.Read(typed));

    [Fact]
    public void Codes_are_not_repeated_and_use_every_character()
    {
        var codes = Enumerable.Range(0, 5000).Select(_ => TrackingCode.New()).ToHashSet();
        Assert.Equal(5000, codes.Count);
        Assert.Equal(Alphabet, string.Concat(codes.SelectMany(code => code).Distinct().Order()));
        Assert.True(Math.Pow(Alphabet.Length, 11) > Math.Pow(2, 53));
    }
}

public sealed class OtherChannelTests
{
    [Theory]
    [InlineData("Tôi khiếu nại quyết định thu hồi đất số 12", OtherChannel.Complaint)]
    [InlineData("toi muon khieu nai quyet dinh thu hoi dat", OtherChannel.Complaint)]
    [InlineData("Đơn KHIẾU\u00a0NẠI gửi Chủ tịch", OtherChannel.Complaint)]
    [InlineData("Tố cáo ông A nhận tiền", OtherChannel.Denunciation)]
    [InlineData("don to cao can bo xa", OtherChannel.Denunciation)]
    [InlineData("tôi muốn tố giác hành vi trộm cắp", OtherChannel.Crime)]
    [InlineData("Ý kiến cử tri phường 2 về đường", OtherChannel.Voters)]
    [InlineData("Luật mâu thuẫn với nghị định", OtherChannel.LegalTexts)]
    public void Words_of_other_channels_are_recognised_with_and_without_marks(string text, OtherChannel channel)
    {
        Assert.Contains(channel, OtherChannels.In(text));
        Assert.Contains(channel, OtherChannels.In(text.Normalize(System.Text.NormalizationForm.FormD)));
    }

    [Theory]
    [InlineData("Nhà to cao che lối đi vào bộ phận một cửa")]
    [InlineData("Đây không phải khiếu nại, tôi chỉ hỏi về thủ tục")]
    [InlineData("Đây không phải là đơn khiếu nại")]
    [InlineData("day khong phai khieu nai")]
    [InlineData("Cử tri và nhân dân phấn khởi")]
    [InlineData("Hồ sơ trễ hạn 12 ngày")]
    [InlineData(""), InlineData(null)]
    public void What_only_sounds_like_them_is_left_alone(string? text) => Assert.Empty(OtherChannels.In(text));

    [Fact]
    public void Every_channel_is_explained_and_says_where_to_go() => Assert.All(Enum.GetValues<OtherChannel>(), channel =>
    {
        var advice = OtherChannels.Advice(channel);
        Assert.All([advice.Title, advice.Explanation, advice.Where], text => Assert.True(text.Length > 20));
    });
}
