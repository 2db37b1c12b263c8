using Cchc.Core.Text;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class BusinessTimeTests
{
    [Theory]
    [InlineData("2026-11-22T01:30:00Z", "22/11/2026", "22/11/2026, 08:30", "Chủ Nhật, 22/11/2026, 08:30 (GMT+7)", "2026-11-22T08:30:00+07:00")]
    [InlineData("2026-11-22T16:59:59Z", "22/11/2026", "22/11/2026, 23:59", "Chủ Nhật, 22/11/2026, 23:59 (GMT+7)", "2026-11-22T23:59:59+07:00")]
    [InlineData("2026-11-22T17:00:00Z", "23/11/2026", "23/11/2026, 00:00", "Thứ Hai, 23/11/2026, 00:00 (GMT+7)", "2026-11-23T00:00:00+07:00")]
    [InlineData("2024-02-28T18:00:00Z", "29/02/2024", "29/02/2024, 01:00", "Thứ Năm, 29/02/2024, 01:00 (GMT+7)", "2024-02-29T01:00:00+07:00")]
    [InlineData("2025-12-31T17:00:00Z", "01/01/2026", "01/01/2026, 00:00", "Thứ Năm, 01/01/2026, 00:00 (GMT+7)", "2026-01-01T00:00:00+07:00")]
    public void People_read_the_time_of_Vietnam(string utc, string date, string dateAndTime, string full, string iso)
    {
        var instant = DateTimeOffset.Parse(utc).UtcDateTime;
        Assert.Equal((date, dateAndTime, full, iso), (BusinessTime.Date(instant), BusinessTime.DateAndTime(instant), BusinessTime.Full(instant), BusinessTime.Iso(instant)));
        Assert.StartsWith(BusinessTime.DayAndDate(instant), full);
    }

    [Theory]
    [InlineData("2026-11-22T16:59:59Z", "2026-11-22")]
    [InlineData("2026-11-22T17:00:00Z", "2026-11-23")]
    public void Today_changes_at_midnight_in_Vietnam(string utc, string today) =>
        Assert.Equal(DateOnly.Parse(today), BusinessTime.Today(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse(utc))));

    [Property]
    public bool What_people_write_comes_back_as_they_wrote_it(int minutes)
    {
        var local = new DateTime(2026, 1, 1).AddMinutes(minutes % 10_000_000);
        return BusinessTime.Local(BusinessTime.Utc(local)) == local;
    }
}
