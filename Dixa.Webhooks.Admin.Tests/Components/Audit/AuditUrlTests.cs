using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain.Audit;
using Microsoft.AspNetCore.WebUtilities;

namespace Dixa.Webhooks.Admin.Components.Audit;

public sealed class AuditUrlTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A query string, the field of the error, and the start of its message.</summary>
    public static TheoryData<string, string, string> Invalid => new()
    {
        { "action=Nothing", AuditUrl.ActionName, "Action is not valid. There is no action named Nothing." },
        { "action=5", AuditUrl.ActionName, "Action is not valid." },
        { $"actor={new string('a', 201)}", AuditUrl.ActorName, "Actor must be at most 200 characters (it has 201)." },
        { $"target={new string('a', 201)}", AuditUrl.TargetName, "Target must be at most 200 characters (it has 201)." },
        { "range=year", AuditUrl.RangeName, "Time must be one of 1h, 24h, 7d, 30d, custom." },
        { "range=7d&from=2026-03-01T12:00Z", AuditUrl.RangeName, "Time must be custom if there are from and to." },
        { "to=2026-03-01T12:00Z", AuditUrl.RangeName, "Time must be custom if there are from and to." },
        { "range=custom&from=yesterday", AuditUrl.FromName, "From must be a date and time, for example 2026-03-01T12:00Z." },
        { "range=custom&to=31.12.", AuditUrl.ToName, "To must be a date and time, for example 2026-03-01T12:00Z." },
        { "range=custom&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z", AuditUrl.ToName, "To must be later than From." },
        { "range=custom&from=2026-03-01T00:00Z&to=2026-03-01T00:00Z", AuditUrl.ToName, "To must be later than From." },
        { "before=-1", AuditUrl.BeforeName, "The page in the URL does not exist." },
        { "after=x", AuditUrl.AfterName, "The page in the URL does not exist." },
        { "before=1&after=2", AuditUrl.BeforeName, "The URL must have before or after, not both." },
    };

    [Fact]
    public void A_filter_survives_the_URL()
    {
        var filter = new AuditUrl { Actor = "ada & bo", Action = nameof(AuditAction.SecretRevealed), Target = "CRM", Range = "custom", From = "2026-03-01T11:00Z", To = "2026-03-01T12:00Z", Before = "7" };

        var read = Parse(QueryHelpers.AddQueryString("/", filter.Parameters)[2..]);

        Assert.Equal(filter, read);
        Assert.Equal(
            new AuditQuery { Actor = "ada & bo", Action = AuditAction.SecretRevealed, Target = "CRM", Since = Now.AddHours(-1), Until = Now, Before = 7 },
            read.Read(Now, out var error));
        Assert.Null(error);
    }

    [Fact]
    public void A_range_ends_now() => Assert.Equal(new AuditQuery { Since = Now.AddDays(-7) }, Parse("range=7d").Read(Now, out _));

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_filter_names_the_field_and_what_is_allowed(string query, string field, string message)
    {
        Assert.Null(Parse(query).Read(Now, out var error));

        Assert.Equal(field, error!.Field);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static AuditUrl Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Value(string name) => values.TryGetValue(name, out var value) ? value.ToString() : null;
        return new AuditUrl
        {
            Actor = Value(AuditUrl.ActorName),
            Action = Value(AuditUrl.ActionName),
            Target = Value(AuditUrl.TargetName),
            Range = Value(AuditUrl.RangeName),
            From = Value(AuditUrl.FromName),
            To = Value(AuditUrl.ToName),
            Before = Value(AuditUrl.BeforeName),
            After = Value(AuditUrl.AfterName),
        };
    }
}
