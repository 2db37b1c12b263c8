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
