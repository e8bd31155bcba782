namespace Dixa.Webhooks.Admin.Startup.Checkup;

/// <summary>One line of the result: what was checked, and what to do if it is not right.</summary>
internal sealed record Finding(FindingLevel Level, string Subject, string Text)
{
    public static Finding Ok(string subject, string text) => new(FindingLevel.Ok, subject, text);

    public static Finding Warning(string subject, string text) => new(FindingLevel.Warning, subject, text);

    public static Finding Error(string subject, string text) => new(FindingLevel.Error, subject, text);
}

internal enum FindingLevel
{
    Ok,
    Warning,
    Error,
}
