namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Leaves the reading of a request at the first thing that is wrong; it never leaves <see cref="EventReader"/>.</summary>
internal sealed class UnreadableEventException(string message, bool tooLarge = false) : Exception(message)
{
    public bool TooLarge { get; } = tooLarge;
}
