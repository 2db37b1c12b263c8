using Cchc.Core.Messages;
using Cchc.Core.Privacy;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Rules;
using FsCheck.Xunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace Cchc.Tests.Rules.Feedback;

/// <summary>What a short message says, what a merged item's sender reads, and what guessing learns.</summary>
public sealed class MessageTests
{
    private const string Code = "K7QM2XPA9TDE";

    [Theory]
    [InlineData("Ý kiến của bạn: đã trả lời", "https://cchc.example.vn", "Ý kiến của bạn: đã trả lời (mã …9TDE). Xem: https://cchc.example.vn/gop-y/theo-doi")]
    [InlineData("Ý kiến của bạn: đã trả lời", "", "Ý kiến của bạn: đã trả lời (mã …9TDE)")]
    public void A_message_says_what_happened_and_where_to_look(string subject, string address, string text) => Assert.Equal(text, FeedbackMessage.Of(subject, Code, address));

    [Property]
    public bool A_message_is_never_too_long_and_never_has_the_whole_code(string? subject, byte length)
    {
        var text = FeedbackMessage.Of(subject ?? "", Code, length == 0 ? "" : $"https://{new string('a', length)}.vn");
        return text.Length <= Messenger.MostSigns && !text.Contains(Code, StringComparison.Ordinal) && text.Contains("9TDE", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kính gửi bà Nguyễn Thị Hoa, 0912 345 678.", "Nguyễn Thị Hoa", "Kính gửi bà người gửi, •••••••678.")]
    [InlineData("Thưa bà NGUYỄN THỊ HOA.", "Nguyễn Thị Hoa", "Thưa bà người gửi.")]
    [InlineData("Đường đã sửa.", "", "Đường đã sửa.")]
    public void An_answer_that_others_read_names_nobody(string answer, string name, string shown) => Assert.Equal(shown, SharedAnswer.Of(answer, name));

    [Fact]
    public async Task The_log_in_place_of_a_provider_masks_the_number()
    {
        var log = new Lines();
        await new LogChannel(log).SendAsync(new("k", "0912345678", "Gọi 0987654321", DateTime.UnixEpoch), default);
        Assert.Equal("Message k to •••••••678: Gọi •••••••321", Assert.Single(log.All));
    }

    [Fact]
    public void Ten_thousand_guesses_of_code_and_secret_open_nothing_and_only_the_true_ones_do()
    {
        var keys = new PersonKeys(new byte[32], new EphemeralDataProtectionProvider());
        var secrets = new FeedbackSecrets(keys);
        const string Pin = "123456";
        var code = TrackingCode.New();
        var codeKey = secrets.CodeKey(code);
        var known = new CodeLock(1, secrets.SecretKey(codeKey, Pin), "", "");
        for (var guess = 0; guess < 10_000; guess++)
        {
            var pin = (guess * 97 % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
            // A code that is there with a wrong secret, one that is not there, and a true secret with another code.
            Assert.Equal(pin == Pin, secrets.Opens(known, code, pin));
            Assert.False(secrets.Opens(null, TrackingCode.New(), pin));
            Assert.False(secrets.Opens(known, TrackingCode.New(), Pin));
        }
        Assert.True(secrets.Opens(known, TrackingCode.Shown(code), Pin));
    }

    private sealed class Lines : ILogger<LogChannel>
    {
        public List<string> All { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
