using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Signing;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>A finding in words: what it is, how it is known, and what to do.</summary>
/// <param name="Kind">By which tests know it.</param>
/// <param name="Severity">Decides colour and icon.</param>
public sealed record FindingText(string Kind, Severity Severity, string Title, string Reason, string Advice)
{
    private const string Decode = "Decode the secret from hex before you use it: the key is 32 bytes, not 64 characters.";
    private const string WhatIsSigned = "Sign the digits of t as they stand in the header, a dot, and the body.";
    private const string RawBytes = "Verify the bytes of the body as they came, before anything parses, trims or converts them. How to get at them stands above the example.";

    /// <param name="finding">What was found.</param>
    /// <param name="subscriptionId">The webhook.</param>
    public static FindingText Of(Finding finding, Guid subscriptionId) => finding switch
    {
        Finding.Valid valid => new(
            "valid", Severity.Success, "Valid",
            $"The signature fits this body and this webhook's {(valid.ByPreviousSecret ? "old secret, which signs beside the new one until the overlap ends" : "secret")}. It was signed {TimeText.Rough(valid.Age)} {(valid.Age < TimeSpan.Zero ? "from now" : "ago")}."
            + (valid.LineEndsAssumed ? " A text box cannot tell line ends apart; those of the payload were taken." : ""),
            "If your endpoint refuses this request, put the v1 that your code computes in place of the header's and check again: the usual mistakes are recognised."),
        Finding.OutOfTime { Age: var age } when age > TimeSpan.Zero => new(
            "old", Severity.Warning, "Valid, but old",
            $"The signature fits, but it was made {TimeText.Rough(age)} ago. An endpoint that allows {TimeText.Rough(SignatureInspection.Tolerance)} refuses it.",
            "A request that came long ago may well be old now. If your endpoint refuses fresh ones as old, its clock is wrong, or they wait too long before they are verified. How old one may be is your endpoint's to choose."),
        Finding.OutOfTime { Age: var age } => new(
            "early", Severity.Warning, "Valid, but from the future",
            $"The signature fits, but its time is still {TimeText.Rough(age)} ahead.",
            "Compare the clocks of this server and of your endpoint."),
        Finding.MalformedHeader malformed => new(
            "malformed", Severity.Error, "The header is malformed",
            malformed.Problem,
            "Paste the value of X-DIXA-SIGNATURE as it came: t= and 13 digits, a comma, v1= and 64 hex digits. Logs often cut it."),
        Finding.TimeInSeconds => new(
            "seconds", Severity.Error, "t is in seconds",
            $"t has 10 digits. Requests carry milliseconds, which have {SignatureHeader.TimeDigits}.",
            "Sign t as it stands in the header, as text. Only to compare it with your clock is it a number, of milliseconds."),
        Finding.ReceiversSecretDiffers => new(
            "receivers-secret", Severity.Error, "Your endpoint has another secret",
            "The secret that you entered is not this webhook's.",
            "Copy the secret from the Events tab. Each webhook has one of its own, and after a rotation the old one fits only as long as an overlap lasts."),
        Finding.Mistaken mistaken => OfMistakes(mistaken),
        Finding.BodyChanged { Difference: var difference } => new(
            "body", Severity.Error, "The body was changed",
            $"The header fits what was sent for this event, but not the body here. {Difference(difference)}",
            RawBytes),
        Finding.TimeChanged { Sent: var sent, Body: var difference } => new(
            "time", Severity.Error, "The time in the header was changed",
            $"This v1 went out with t={sent}, and fits no other t."
            + (difference is null ? "" : $" And the body was changed. {Difference(difference)}"),
            "Take t and v1 as they came, from one request, and sign the digits of t as text: turned into a date or another number and back, they are easily others."
            + (difference is null ? "" : $" {RawBytes}")),
        Finding.OtherSecret { Body: var difference } => new(
            "secret", Severity.Error, "Signed with another secret, or at another time",
            "The header fits neither this body nor what was sent for this event"
            + (difference is null ? ": the two are the same." : $". {Difference(difference)}"),
            $"The secret was rotated since, or t is not the one that was signed, or the header belongs to another request or another webhook: X-DIXA-SUBSCRIPTION-ID must be {subscriptionId}. Take header and body from one request, and try your endpoint's secret too."),
        Finding.Unexplained => new(
            "unexplained", Severity.Error, "Not valid, for a reason that cannot be told",
            "The header does not fit this body, and the body names no event that was sent to this webhook. So a changed body and another secret look alike.",
            $"Check that X-DIXA-SUBSCRIPTION-ID was {subscriptionId} and that the body is complete, or try your endpoint's secret too. The last delivery is there to start from."),
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, null),
    };

    private static FindingText OfMistakes(Finding.Mistaken mistaken)
    {
        var texts = mistaken.Mistakes.Select(Of).ToList();
        var reason = texts.Select(text => text.Reason);
        var advice = texts.Select(text => text.Advice).Distinct();
        return mistaken.Body is null
            ? texts[0] with { Reason = string.Join(' ', reason), Advice = string.Join(' ', advice) }
            : texts[0] with { Reason = string.Join(' ', [.. reason, "And the body was changed.", Difference(mistaken.Body)]), Advice = string.Join(' ', [.. advice, RawBytes]) };
    }

    private static FindingText Of(SigningMistake mistake) => mistake switch
    {
        SigningMistake.HexTextAsKey => Mistake("hex-text", "The hex text was used as the key", "v1 is what comes out when the 64 characters of the secret are the key.", Decode),
        SigningMistake.SecondsSigned => Mistake("seconds-signed", "The time was signed in seconds", "v1 is what comes out when t is divided by 1,000 before it is signed.", WhatIsSigned),
        SigningMistake.TimeLeftOut => Mistake("time-left-out", "The time was not signed", "v1 is what comes out when the body is signed alone.", WhatIsSigned),
        SigningMistake.DotLeftOut => Mistake("dot-left-out", "The dot was not signed", "v1 is what comes out when no dot stands between t and the body.", WhatIsSigned),
        SigningMistake.NameSigned => Mistake("name-signed", "“t=” was signed too", "v1 is what comes out when t= stands before the time that is signed.", WhatIsSigned),
        SigningMistake.HeaderSigned => Mistake("header-signed", "The whole header was signed", "v1 is what comes out when the header's whole value is signed in place of t.", WhatIsSigned),
        _ => throw new ArgumentOutOfRangeException(nameof(mistake), mistake, null),
    };

    private static FindingText Mistake(string kind, string title, string reason, string advice) => new(kind, Severity.Error, title, reason, advice);

    private static string Difference(BodyDifference difference) =>
        $"It first differs at byte {difference.Byte:N0} (line {difference.Line:N0}, character {difference.Column:N0}): "
        + difference.Change switch
        {
            BodyChange.Rewritten => "it is the same JSON, written differently, as when it was parsed and written again.",
            BodyChange.StartAdded => "a byte order mark or white space was put before it.",
            BodyChange.EndAdded => "white space was added at its end, such as the line feed that many tools append.",
            BodyChange.Cut => "its end is missing.",
            _ => "its content is another.",
        };
}
