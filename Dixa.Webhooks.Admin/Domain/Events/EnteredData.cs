using System.Globalization;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Validates an event's <c>data</c> that a user entered: a JSON object, not too long and not nested too deeply.</summary>
public static class EnteredData
{
    public const int MaxBytes = 1024 * 1024;

    private const string What = "The data";

    /// <summary>Returns what is wrong with the data (JSON in UTF-8) and what is allowed, as a sentence for the user; null if it is valid.</summary>
    public static string? Error(ReadOnlySpan<byte> data) => data.Length > MaxBytes
        ? TooLong(data.Length)
        : JsonCheck.TextError(data, What, "a JSON object, for example {}") ?? JsonCheck.SyntaxError(data, What) ?? KindError(data);

    /// <summary>
    /// Returns the first mismatch with the event type's schema, or null. This is only a warning, because unusual payloads are worth testing too.
    /// The data must have passed <see cref="Error"/>.
    /// </summary>
    public static DataError? Misfit(ReadOnlySpan<byte> data, EventType type) => type.Data.Check(Parse(data));

    /// <summary>The message for data of this size, if it was too long to read.</summary>
    public static string TooLong(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{What} must be at most {MaxBytes:N0} bytes (it has {bytes:N0}).");

    private static string? KindError(ReadOnlySpan<byte> data) => Parse(data) is { ValueKind: not JsonValueKind.Object } other
        ? $"{What} must be a JSON object, not {JsonText.Kind(other)}."
        : null;

    private static JsonElement Parse(ReadOnlySpan<byte> data) => JsonElement.Parse(data, new JsonDocumentOptions { MaxDepth = JsonCheck.MaxDepth });
}
