using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>The content of the editor.</summary>
/// <param name="Text">Empty when the text is too long to be read.</param>
/// <param name="Bytes">The text in UTF-8.</param>
/// <param name="IsSample">Whether it is the event type's unchanged sample.</param>
/// <param name="Error">Why it cannot be sent; null when it can.</param>
/// <param name="Misfit">How it differs from the event type's schema; null when it matches. It can be sent anyway.</param>
public sealed record EditedData(string Text, byte[] Bytes, bool IsSample, string? Error, DataError? Misfit);
