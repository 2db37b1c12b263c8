using System.Text.Json;
using Cchc.Core.Privacy;
using Cchc.Core.Text;
using Cchc.Modules.Contest.Data;

namespace Cchc.Modules.Contest.Taking;

/// <summary>What a person told of themselves, as it lies encrypted in the participant's row. The resume code lies with it, so that an organiser can tell it again.</summary>
public sealed record PersonData
{
    public required string Name { get; init; }
    public string Cccd { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Email { get; init; } = "";
    public DateOnly? BirthDate { get; init; }
    /// <summary>Unit as the person wrote it, where the registry has none.</summary>
    public string Unit { get; init; } = "";
    /// <summary>A parent or guardian agreed for a person under 16.</summary>
    public bool Guardian { get; init; }
    public string Code { get; init; } = "";

    /// <summary>The value of the identifying field in one form, or null where it is missing or wrong.</summary>
    public string? Identity(PersonFields identifier) => identifier switch
    {
        PersonFields.Cccd => PersonText.Cccd(Cccd),
        PersonFields.Email => PersonText.Email(Email),
        _ => PersonText.Phone(Phone),
    };

    /// <summary>How lists show the person: "Nguyễn Văn A, CCCD •••••••12345".</summary>
    public string Masked(PersonFields identifier) => identifier switch
    {
        PersonFields.Cccd => $"{Name}, CCCD {PersonText.Masked(Cccd)}",
        PersonFields.Email => $"{Name}, {PersonText.MaskedEmail(Email)}",
        _ => $"{Name}, ĐT {PersonText.Masked(Phone)}",
    };

    public string Hide(PersonKeys keys) => keys.Protect(ContestJson.Write(this));

    /// <summary>The person again; null once the data is deleted.</summary>
    public static PersonData? Read(PersonKeys keys, string hidden) => hidden.Length == 0 || keys.Unprotect(hidden) is not { } text ? null : JsonSerializer.Deserialize<PersonData>(text, ContestJson.Options);

    /// <summary>How the register of requests about personal data names a participant.</summary>
    public static string ReferenceOf(long person) => $"Người dự thi {person}";

    /// <summary>Full years on a day.</summary>
    public static int Age(DateOnly born, DateOnly on) => on.Year - born.Year - (on < born.AddYears(on.Year - born.Year) ? 1 : 0);

    /// <summary>The instant's day in Vietnam.</summary>
    public static DateOnly Today(DateTime nowUtc) => DateOnly.FromDateTime(BusinessTime.Local(nowUtc));
}
