using Microsoft.AspNetCore.Identity;

namespace Cchc.Core.People;

/// <summary>A person who works in the newsroom. Citizens need no account.</summary>
public sealed class User : IdentityUser<int>
{
    /// <summary>Name shown in bylines, versions and the audit trail.</summary>
    public string DisplayName { get; set; } = "";
    /// <summary>Set for a made-up or reset password: nothing else can be done before a new one is chosen.</summary>
    public bool MustChangePassword { get; set; }
    /// <summary>A person who left keeps authorship but cannot sign in.</summary>
    public bool Deactivated { get; set; }
    /// <summary>The unit to which what the person may do is limited, or null for the whole site.</summary>
    public int? UnitId { get; set; }
    /// <summary>When an invitation was last sent to a person who has not chosen a password yet, or null.</summary>
    public DateTime? InvitedUtc { get; set; }
    public DateTime? LastSignInUtc { get; set; }
    /// <summary>Whether notices come by e-mail too.</summary>
    public bool MailNotices { get; set; } = true;
    /// <summary>The time step of the last one-time code that was used: a code counts once (RFC 6238, 5.2).</summary>
    public long? LastTotpStep { get; set; }
}

/// <summary>A bundle of permissions (claims of type <see cref="PermissionClaim"/>).</summary>
public sealed class Role : IdentityRole<int>
{
    /// <summary>Claim type of a permission that a role gives.</summary>
    public const string PermissionClaim = "permission";
    /// <summary>The permission that stands for all of them.</summary>
    public const string Everything = "*";

    /// <summary>What people call the role, in Vietnamese.</summary>
    public string Description { get; set; } = "";
}
