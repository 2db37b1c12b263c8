using Cchc.Core.Privacy;

namespace Cchc.Modules.Feedback.Data;

/// <summary>What opens an item of feedback.</summary>
public sealed class FeedbackSecrets(PersonKeys keys) : CodeSecrets(keys, "feedback");
