using System.Text.Json;
using Cchc.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Core.Privacy;

/// <summary>What a person asks for: to see or get the data, to have it corrected or deleted, to withdraw consent, to restrict or object to its use.</summary>
public enum PersonalDataRequestKind { View, Correct, Delete, WithdrawConsent, Restrict, Other }

public enum PersonalDataRequestState { New, InWork, Done, Refused }

/// <summary>
/// A line of the register of requests about personal data (yêu cầu về dữ liệu cá nhân). What a module carried out at once on the person's own click is a
/// line too. Who asks, what was written and what was answered lie encrypted; what happened stands in the audit trail.
/// </summary>
public sealed class PersonalDataRequest
{
    public long Id { get; private set; }
    public required PersonalDataRequestKind Kind { get; init; }
    /// <summary>Name of the module whose data it is about; "" where the person does not say.</summary>
    public string Module { get; init; } = "";
    /// <summary>What a module tells of whom it is about without naming them, e.g. "Ý kiến số 12"; "" for what came over the form.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Keyed hash of the code; null where nobody looks it up: done at once, or forgotten.</summary>
    public string? CodeKey { get; set; }
    /// <summary>The code, encrypted: the officer can tell it again.</summary>
    public string CodeHidden { get; set; } = "";
    /// <summary>Keyed hash of the sent form: a form that is sent twice is one request. Null where there is none.</summary>
    public string? FormKey { get; set; }
    /// <summary>Keyed hashes of what opens the request besides its code.</summary>
    public string PinKey { get; set; } = "";
    public string PhoneKey { get; set; } = "";
    public string EmailKey { get; set; } = "";
    /// <summary>Encrypted <see cref="RequestWords"/>; empty when there are none, or once deleted.</summary>
    public string Personal { get; set; } = "";

    public required DateTime ReceivedUtc { get; init; }
    /// <summary>Last day for the first answer.</summary>
    public required DateOnly AnswerBy { get; set; }
    /// <summary>Day by which the next thing has to happen: the answer, and after it what was promised.</summary>
    public required DateOnly DueOn { get; set; }
    public PersonalDataRequestState State { get; set; }
    /// <summary>Carried out by the person's own click.</summary>
    public bool ByPerson { get; init; }
    /// <summary>When the person was first told what happens with the request.</summary>
    public DateTime? AnsweredUtc { get; set; }
    public DateTime? ClosedUtc { get; set; }
    /// <summary>Name of the officer who acted last, at that time.</summary>
    public string Handler { get; set; } = "";
    /// <summary>What will be done and how, encrypted: it may speak of the person's data.</summary>
    public string Plan { get; set; } = "";
    /// <summary>What was done, or why not, encrypted.</summary>
    public string Answer { get; set; } = "";
    /// <summary>Provision of law by which it was refused.</summary>
    public string Reason { get; set; } = "";
    public DateTime? ForgottenUtc { get; set; }
    /// <summary>Number of changes: two officers who act at once do not lose each other's act.</summary>
    public int Version { get; set; }
}

/// <summary>Who asks and what was written, as it lies encrypted in its row.</summary>
/// <param name="About">Tracking code, name of a contest, or what else helps to find the data.</param>
public sealed record RequestWords(SenderContact Contact, string About, string Text)
{
    public string Hide(PersonKeys keys) => keys.Protect(JsonSerializer.Serialize(this, ContentJson.Options));

    /// <summary>The words again; null where there are none, once they are deleted, or when their key is gone.</summary>
    public static RequestWords? Read(PersonKeys keys, string hidden) =>
        hidden.Length == 0 || keys.Unprotect(hidden) is not { } text ? null : JsonSerializer.Deserialize<RequestWords>(text, ContentJson.Options);
}

public sealed class PersonalDataRequestTable : IEntityTypeConfiguration<PersonalDataRequest>
{
    private const int KeyLength = 64;

    public void Configure(EntityTypeBuilder<PersonalDataRequest> builder)
    {
        builder.ToTable("personal_data_requests");
        foreach (var key in new[] { nameof(PersonalDataRequest.CodeKey), nameof(PersonalDataRequest.FormKey), nameof(PersonalDataRequest.PinKey), nameof(PersonalDataRequest.PhoneKey), nameof(PersonalDataRequest.EmailKey) })
            builder.Property(key).HasMaxLength(KeyLength);
        builder.Property(request => request.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(request => request.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(request => request.Module).HasMaxLength(60);
        builder.Property(request => request.Reference).HasMaxLength(200);
        builder.Property(request => request.Handler).HasMaxLength(200);
        builder.Property(request => request.Reason).HasMaxLength(PrivacyRules.MaxReason);
        builder.Property(request => request.Version).IsConcurrencyToken();
        builder.HasIndex(request => request.CodeKey).IsUnique();
        builder.HasIndex(request => request.FormKey).IsUnique();
        builder.HasIndex(request => new { request.ClosedUtc, request.DueOn });
    }
}
