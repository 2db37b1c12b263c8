using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;

namespace Cchc.Modules.Content.Pages.Models;

/// <summary>A model on one sheet of A4, for the notice board and the meeting.</summary>
public sealed class PrintModel(SiteDb db, Sections sections, UnitDirectory units, FormerAddresses former) : ReadModel(db, sections, units, former)
{
    /// <summary>Figures and units that find room on the page.</summary>
    public const int Figures = 5, Units = 8;
}
