using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The times of a list's filter, as text from the URL. Null means no restriction.</summary>
/// <param name="Range">The key of a <see cref="TimeRange"/>, or <see cref="TimeRange.Custom"/>.</param>
/// <param name="From">With <see cref="TimeRange.Custom"/>: at this time or later.</param>
/// <param name="To">With <see cref="TimeRange.Custom"/>: before this time.</param>
public sealed record ChosenTimes(string? Range, string? From, string? To)
{
    public const string RangeName = "range";
    public const string FromName = "from";
    public const string ToName = "to";

    /// <summary>Null if the times are valid.</summary>
    public FieldError? Error => this switch
    {
        { Range: { } range and not TimeRange.Custom } when TimeRange.Find(range) is null =>
            new(RangeName, $"Time must be one of {string.Join(", ", TimeRange.All.Select(known => known.Key))}, {TimeRange.Custom}."),
        { Range: TimeRange.Custom, From: { } from } when TimeRange.ReadTime(from) is null =>
            new(FromName, "From must be a date and time, for example 2026-03-01T12:00Z."),
        { Range: TimeRange.Custom, To: { } to } when TimeRange.ReadTime(to) is null =>
            new(ToName, "To must be a date and time, for example 2026-03-01T12:00Z."),
        { Range: TimeRange.Custom, From: { } from, To: { } to } when TimeRange.ReadTime(from) >= TimeRange.ReadTime(to) =>
            new(ToName, "To must be later than From."),
        _ => null,
    };

    public DateTimeOffset? Until => Range is TimeRange.Custom ? TimeRange.ReadTime(To) : null;

    public DateTimeOffset? Since(DateTimeOffset now) =>
        TimeRange.Find(Range) is { } range ? now - range.Length : Range is TimeRange.Custom ? TimeRange.ReadTime(From) : null;
}
