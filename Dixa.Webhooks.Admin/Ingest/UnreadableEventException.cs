namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Stops reading a request at the first error. Never escapes <see cref="EventReader"/>.</summary>
internal sealed class UnreadableEventException(string message, bool tooLarge = false) : Exception(message)
{
    public bool TooLarge { get; } = tooLarge;
}
