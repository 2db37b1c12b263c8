using Cchc.Core.Privacy;
using Microsoft.AspNetCore.DataProtection;

namespace Cchc.Modules.Feedback.Following;

/// <summary>How a browser stays with the item that it has opened.</summary>
public sealed class FeedbackPass(IDataProtectionProvider protection) : CodePass(protection, "Cchc.Feedback.Pass", "cchc.gopy", "/gop-y");
