namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>A mismatch between an event's <c>data</c> and its type's schema.</summary>
/// <param name="Path">The location in the event: <c>data.conversation.tags[0].id</c>.</param>
/// <param name="Message">What is expected, as the rest of a sentence: <c>must be an integer, not a string.</c> It never quotes the data.</param>
public sealed record DataError(string Path, string Message)
{
    public override string ToString() => $"{Path} {Message}";

    /// <summary>The same error, with the path from one level further up.</summary>
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
