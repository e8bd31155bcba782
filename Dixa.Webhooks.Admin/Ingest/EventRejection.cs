namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Why nothing of a request was stored.</summary>
/// <param name="Message">Which event of the array, which field, and what is allowed.</param>
/// <param name="TooLarge">The request, or an event in it, is over the size.</param>
public sealed record EventRejection(string Message, bool TooLarge = false);
