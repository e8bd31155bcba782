namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Why a request was refused.</summary>
/// <param name="Message">Names the event of the array, the field, and what is allowed.</param>
/// <param name="TooLarge">The request, or an event in it, is over the size limit.</param>
public sealed record EventRejection(string Message, bool TooLarge = false);
