using System.Text;
using Cchc.Core.People;
using OtpNet;

namespace Cchc.Tests.Rules;

public sealed class SignInRuleTests
{
    [Theory] // RFC 6238, appendix B, the last six of the eight digits of SHA-1
    [InlineData(59, "287082", 1)]
    [InlineData(1111111109, "081804", 37037036)]
    [InlineData(1234567890, "005924", 41152263)]
    [InlineData(20000000000, "353130", 666666666)]
    public void A_code_is_that_of_the_standard(long seconds, string code, long step) =>
        Assert.Equal(step, OneTimeCodes.StepOf(Base32Encoding.ToString(Encoding.ASCII.GetBytes("12345678901234567890")), code, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_code_is_good_one_step_before_and_after_its_own(int seconds, bool good)
    {
        var (key, now) = (OneTimeCodes.NewKey(), DateTimeOffset.FromUnixTimeSeconds(1_800_000_015));
        var code = new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(now.UtcDateTime);
        Assert.Equal(good, OneTimeCodes.StepOf(key, code, now.AddSeconds(seconds)) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("không phải số")]
    public void Anything_else_is_no_code(string code) => Assert.Null(OneTimeCodes.StepOf(OneTimeCodes.NewKey(), code, DateTimeOffset.UnixEpoch.AddYears(50)));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge trên Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0.0 Chrome/124.0.0.0 Safari/537.36", "Cốc Cốc trên Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A156E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome trên Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari trên iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15", "Safari trên macOS")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox trên Linux")]
    [InlineData("curl/8.5.0", "Thiết bị chưa rõ")]
    [InlineData("", "Thiết bị chưa rõ")]
    public void A_device_is_called_what_people_call_it(string userAgent, string name) => Assert.Equal(name, DeviceName.Of(userAgent));
}
