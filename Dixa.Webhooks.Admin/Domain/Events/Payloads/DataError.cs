namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>Why a <c>data</c> is not its event type's.</summary>
/// <param name="Path">The place, seen from the event: <c>data.conversation.tags[0].id</c>.</param>
/// <param name="Message">What must stand there, as the rest of a sentence: <c>must be an integer, not a string.</c> It quotes nothing of the data.</param>
public sealed record DataError(string Path, string Message)
{
    public override string ToString() => $"{Path} {Message}";

    /// <summary>The same problem, seen from one level further up.</summary>
    internal DataError Under(string step) => this with
    {
        Path = Path switch
        {
            "" => step,
            ['[', ..] => $"{step}{Path}",
            _ => $"{step}.{Path}",
        },
    };
}
