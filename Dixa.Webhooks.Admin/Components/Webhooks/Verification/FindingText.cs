using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Signing;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>The display text of a finding: what was found, the reason, and what to do.</summary>
/// <param name="Kind">The name in <c>data-finding</c>, which tests use.</param>
/// <param name="Severity">Sets the color and the icon.</param>
public sealed record FindingText(string Kind, Severity Severity, string Title, string Reason, string Advice)
{
    private const string Decode = "Decode the secret from hex before you use it: the key is 32 bytes, not 64 characters.";
    private const string WhatIsSigned = "Sign the digits of t exactly as in the header, then a dot, then the body.";
    private const string RawBytes = "Verify the exact bytes of the body, before anything parses, trims or converts them. See “The exact bytes” above the example.";

    public static FindingText Of(Finding finding, Guid subscriptionId) => finding switch
    {
        Finding.Valid valid => new(
            "valid", Severity.Success, "Valid",
            $"The signature matches this body and this webhook's {(valid.ByPreviousSecret ? "old secret, which also signs until the overlap ends" : "secret")}. It was signed {TimeText.Rough(valid.Age)} {(valid.Age < TimeSpan.Zero ? "from now" : "ago")}."
            + (valid.LineEndsAssumed ? " A text box does not preserve line endings, so those of the sent payload were assumed." : ""),
            "If your endpoint refuses this request, replace v1 in the header with the one that your code computes and check again. Common mistakes are recognized."),
        Finding.OutOfTime { Age: var age } when age > TimeSpan.Zero => new(
            "old", Severity.Warning, "Valid, but old",
            $"The signature matches, but it was made {TimeText.Rough(age)} ago. An endpoint with a tolerance of {TimeText.Rough(SignatureInspection.Tolerance)} refuses it.",
            "This is expected for a request that was received long ago. If your endpoint refuses new requests as too old, its clock is wrong, or it verifies them too late. Your endpoint decides how old a request can be."),
        Finding.OutOfTime { Age: var age } => new(
            "early", Severity.Warning, "Valid, but from the future",
            $"The signature matches, but its time is {TimeText.Rough(age)} in the future.",
            "Compare the clocks of this server and your endpoint."),
        Finding.MalformedHeader malformed => new(
            "malformed", Severity.Error, "The header is malformed",
            malformed.Error,
            "Paste the complete value of X-DIXA-SIGNATURE: t= and 13 digits, a comma, v1= and 64 hex digits. Logs often truncate it."),
        Finding.TimeInSeconds => new(
            "seconds", Severity.Error, "t is in seconds",
            $"t has 10 digits. It must be in milliseconds, which have {SignatureHeader.TimeDigits} digits.",
            "Sign t as text, exactly as in the header. Convert it to a number of milliseconds only to compare it with your clock."),
        Finding.ReceiversSecretDiffers => new(
            "receivers-secret", Severity.Error, "Your endpoint has a different secret",
            "The secret that you entered is not this webhook's.",
            "Copy the secret from the Events tab. Each webhook has its own secret, and after a rotation the old one is valid only during the overlap."),
        Finding.Mistaken mistaken => OfMistakes(mistaken),
        Finding.BodyChanged { Difference: var difference } => new(
            "body", Severity.Error, "The body was changed",
            $"The header matches the body that was sent for this event, but not this body. {Difference(difference)}",
            RawBytes),
        Finding.TimeChanged { Sent: var sent, Body: var difference } => new(
            "time", Severity.Error, "The time in the header was changed",
            $"This v1 was sent with t={sent} and does not match any other t."
            + (difference is null ? "" : $" The body was also changed. {Difference(difference)}"),
            "Use t and v1 from the same request, and sign t as text, exactly as received. Converting it to a date or number and back can change it."
            + (difference is null ? "" : $" {RawBytes}")),
        Finding.OtherSecret { Body: var difference } => new(
            "secret", Severity.Error, "Signed with a different secret or time",
            "The header matches neither this body nor the one that was sent for this event"
            + (difference is null ? ": the two are the same." : $". {Difference(difference)}"),
            $"Either the secret was rotated since then, t is not the one that was signed, or the header belongs to another request or webhook (X-DIXA-SUBSCRIPTION-ID must be {subscriptionId}). Use the header and body of the same request, and also enter your endpoint's secret."),
        Finding.Unexplained => new(
            "unexplained", Severity.Error, "Invalid signature",
            "The header does not match this body, and the body does not contain the ID of an event that was sent to this webhook. So the body may have been changed, or the secret may be different.",
            $"Check that X-DIXA-SUBSCRIPTION-ID is {subscriptionId} and that the body is complete, or also enter your endpoint's secret. You can load the last delivery as a starting point."),
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, null),
    };

    private static FindingText OfMistakes(Finding.Mistaken mistaken)
    {
        var texts = mistaken.Mistakes.Select(Of).ToList();
        var reason = texts.Select(text => text.Reason);
        var advice = texts.Select(text => text.Advice).Distinct();
        return mistaken.Body is null
            ? texts[0] with { Reason = string.Join(' ', reason), Advice = string.Join(' ', advice) }
            : texts[0] with { Reason = string.Join(' ', [.. reason, "The body was also changed.", Difference(mistaken.Body)]), Advice = string.Join(' ', [.. advice, RawBytes]) };
    }

    private static FindingText Of(SigningMistake mistake) => mistake switch
    {
        SigningMistake.HexTextAsKey => Mistake("hex-text", "The hex text was used as the key", "This v1 results when the 64 characters of the secret are used as the key.", Decode),
        SigningMistake.SecondsSigned => Mistake("seconds-signed", "The time was signed in seconds", "This v1 results when t is divided by 1,000 before signing.", WhatIsSigned),
        SigningMistake.TimeLeftOut => Mistake("time-left-out", "The time was not signed", "This v1 results when only the body is signed.", WhatIsSigned),
        SigningMistake.DotLeftOut => Mistake("dot-left-out", "The dot was not signed", "This v1 results when there is no dot between t and the body.", WhatIsSigned),
        SigningMistake.NameSigned => Mistake("name-signed", "“t=” was signed too", "This v1 results when the signed text starts with t=.", WhatIsSigned),
        SigningMistake.HeaderSigned => Mistake("header-signed", "The whole header was signed", "This v1 results when the header's whole value is signed instead of t.", WhatIsSigned),
        _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, null),
    };

    private static FindingText Mistake(string kind, string title, string reason, string advice) => new(kind, Severity.Error, title, reason, advice);

    private static string Difference(BodyDifference difference) =>
        $"It first differs at byte {difference.Byte:N0} (line {difference.Line:N0}, character {difference.Column:N0}): "
        + difference.Change switch
        {
            BodyChange.Rewritten => "it is the same JSON with different formatting, as after parsing and serializing.",
            BodyChange.StartAdded => "a byte order mark or white space was added at the start.",
            BodyChange.EndAdded => "white space was added at the end, such as the line feed that many tools append.",
            BodyChange.Cut => "the end is missing.",
            _ => "the content differs.",
        };
}
