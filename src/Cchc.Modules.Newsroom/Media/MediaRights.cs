using System.Security.Claims;
using Cchc.Core.Media;
using Cchc.Core.People;

namespace Cchc.Modules.Newsroom.Media;

/// <summary>What a person may do with files of the library. Asked on the server for every act; buttons only follow it.</summary>
public sealed class MediaRights(ClaimsPrincipal user)
{
    private readonly bool all = user.May(Permissions.ManageMedia);

    public int? Me { get; } = user.UserId();

    /// <summary>Whoever uploaded a file keeps it, by account and not by name; so do those who keep the library.</summary>
    public bool Edit(MediaFile file) => all || (Me is not null && file.UploadedById == Me);
}
