using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>What someone else stored while a form was open.</summary>
/// <param name="Form">The webhook as it is stored now.</param>
/// <param name="Who">Who changed it, as the subject of a sentence.</param>
/// <param name="At">When; null if it is not known.</param>
public sealed record StoredEdit(WebhookForm Form, string Who, DateTimeOffset? At);
