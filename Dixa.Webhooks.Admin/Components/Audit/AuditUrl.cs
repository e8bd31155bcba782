using System.Globalization;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Components.Audit;

/// <summary>The filter and the page of the audit log, as text from the URL. Null means no restriction.</summary>
public sealed record AuditUrl
{
    public const string ActorName = "actor";
    public const string ActionName = "action";
    public const string TargetName = "target";
    public const string RangeName = ChosenTimes.RangeName;
    public const string FromName = ChosenTimes.FromName;
    public const string ToName = ChosenTimes.ToName;
    public const string BeforeName = "before";
    public const string AfterName = "after";

    private const int MaxLength = 200;

    /// <summary>A part of a name, or an id.</summary>
    public string? Actor { get; init; }

    /// <summary>The name of an <see cref="AuditAction"/>.</summary>
    public string? Action { get; init; }

    /// <summary>A part of a name, or an id.</summary>
    public string? Target { get; init; }

    /// <summary>The key of a <see cref="TimeRange"/>, or <see cref="TimeRange.Custom"/>.</summary>
    public string? Range { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: at this time or later.</summary>
    public string? From { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: before this time.</summary>
    public string? To { get; init; }

    public ChosenTimes Times
    {
        get => new(Range, From, To);
        init => (Range, From, To) = value;
    }

    public string? Before { get; init; }

    public string? After { get; init; }

    public bool IsFirstPage => (Before, After) is (null, null);

    /// <summary>Whether the filter excludes any row.</summary>
    public bool IsRestricted => (Actor, Action, Target, Range) is not (null, null, null, null);

    /// <summary>The query parameters of the URL.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters => new Dictionary<string, string?>
    {
        [ActorName] = Actor,
        [ActionName] = Action,
        [TargetName] = Target,
        [RangeName] = Range,
        [FromName] = Range is TimeRange.Custom ? From : null,
        [ToName] = Range is TimeRange.Custom ? To : null,
        [BeforeName] = Before,
        [AfterName] = After,
    }.Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));

    public static AuditUrl Of(IQueryCollection query) => new()
    {
        Actor = Value(query, ActorName),
        Action = Value(query, ActionName),
        Target = Value(query, TargetName),
        Range = Value(query, RangeName),
        From = Value(query, FromName),
        To = Value(query, ToName),
    };

    /// <summary>The first page of this filter.</summary>
    public AuditUrl FromTheNewest() => this with { Before = null, After = null };

    public AuditUrl PageBefore(long id) => this with { Before = Text(id), After = null };

    public AuditUrl PageAfter(long id) => this with { Before = null, After = Text(id) };

    /// <summary>The query; null with an error when the filter is invalid.</summary>
    public AuditQuery? Read(DateTimeOffset now, out FieldError? error)
    {
        error = Validate();
        return error is not null ? null : new AuditQuery
        {
            Actor = Actor,
            Action = Action is null ? null : Enum.Parse<AuditAction>(Action, ignoreCase: true),
            Target = Target,
            Since = Times.Since(now),
            Until = Times.Until,
            Before = Id(Before),
            After = Id(After),
        };
    }

    private static string? Value(IQueryCollection query, string name) => query[name].FirstOrDefault() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private FieldError? Validate() => this switch
    {
        { Actor.Length: > MaxLength } => new(ActorName, $"Actor must be at most {MaxLength} characters (it has {Actor.Length:N0})."),
        { Target.Length: > MaxLength } => new(TargetName, $"Target must be at most {MaxLength} characters (it has {Target.Length:N0})."),
        { Action: { } action } when !Enum.GetNames<AuditAction>().Contains(action, StringComparer.OrdinalIgnoreCase) =>
            new(ActionName, $"Action is not valid. There is no action named {(action.Length > MaxLength ? action[..MaxLength] : action)}. Choose one from the list."),
        _ when Times.Error is { } error => error,
        { Range: not TimeRange.Custom, From: not null } or { Range: not TimeRange.Custom, To: not null } =>
            new(RangeName, $"Time must be {TimeRange.Custom} if there are from and to."),
        { Before: { } before } when Id(before) is null => new(BeforeName, "The page in the URL does not exist."),
        { After: { } after } when Id(after) is null => new(AfterName, "The page in the URL does not exist."),
        { Before: not null, After: not null } => new(BeforeName, "The URL must have before or after, not both."),
        _ => null,
    };
}
