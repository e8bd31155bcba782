using Dixa.Webhooks.Admin.Domain.Signing;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

public sealed class FindingTextTests
{
    private static readonly Guid Webhook = Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960");
    private static readonly BodyDifference Difference = new(BodyChange.Rewritten, 13, 1, 13, "{\"event_id\":", "\"1\"", " \"1\"");

    public static TheoryData<Finding, string, Severity, string> Findings => new()
    {
        { new Finding.Valid(TimeSpan.FromSeconds(12), LineEndsAssumed: false), "valid", Severity.Success, "It was signed 12 seconds ago." },
        { new Finding.Valid(TimeSpan.FromSeconds(-12), LineEndsAssumed: true), "valid", Severity.Success, "12 seconds from now. A text box does not preserve line endings" },
        { new Finding.OutOfTime(TimeSpan.FromHours(3)), "old", Severity.Warning, "made 3 hours ago. An endpoint with a tolerance of 5 minutes refuses it." },
        { new Finding.OutOfTime(TimeSpan.FromHours(-3)), "early", Severity.Warning, "3 hours in the future" },
        { new Finding.MalformedHeader("t=… is missing."), "malformed", Severity.Error, "t=… is missing." },
        { new Finding.TimeInSeconds(), "seconds", Severity.Error, "t has 10 digits" },
        { new Finding.ReceiversSecretDiffers(), "receivers-secret", Severity.Error, "is not this webhook's" },
        { new Finding.Mistaken([SigningMistake.HexTextAsKey], null), "hex-text", Severity.Error, "64 characters of the secret are used as the key" },
        { new Finding.Mistaken([SigningMistake.SecondsSigned], null), "seconds-signed", Severity.Error, "divided by 1,000" },
        { new Finding.Mistaken([SigningMistake.TimeLeftOut], null), "time-left-out", Severity.Error, "only the body is signed" },
        { new Finding.Mistaken([SigningMistake.DotLeftOut], null), "dot-left-out", Severity.Error, "no dot" },
        { new Finding.Mistaken([SigningMistake.NameSigned], null), "name-signed", Severity.Error, "starts with t=" },
        { new Finding.Mistaken([SigningMistake.HeaderSigned], null), "header-signed", Severity.Error, "the header's whole value" },
        { new Finding.Mistaken([SigningMistake.HexTextAsKey, SigningMistake.TimeLeftOut], Difference), "hex-text", Severity.Error, "only the body is signed. The body was also changed. It first differs at byte 13" },
        { new Finding.BodyChanged(Difference), "body", Severity.Error, "at byte 13 (line 1, character 13): it is the same JSON with different formatting" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.EndAdded }), "body", Severity.Error, "white space was added at the end" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.StartAdded }), "body", Severity.Error, "byte order mark" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.Cut }), "body", Severity.Error, "the end is missing" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.Altered }), "body", Severity.Error, "the content differs" },
        { new Finding.TimeChanged("1689238949803", null), "time", Severity.Error, "was sent with t=1689238949803 and does not match any other t." },
        { new Finding.TimeChanged("1689238949803", Difference), "time", Severity.Error, "any other t. The body was also changed. It first differs at byte 13" },
        { new Finding.OtherSecret(null), "secret", Severity.Error, "the two are the same" },
        { new Finding.OtherSecret(Difference), "secret", Severity.Error, "nor the one that was sent for this event. It first differs" },
        { new Finding.Unexplained(), "unexplained", Severity.Error, "the secret may be different" },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void A_finding_has_a_title_a_reason_and_an_advice(Finding finding, string kind, Severity severity, string reason)
    {
        var text = FindingText.Of(finding, Webhook);

        Assert.Equal((kind, severity), (text.Kind, text.Severity));
        Assert.Contains(reason, text.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(text.Advice);
    }

    [Fact]
    public void Every_finding_has_a_text()
    {
        var findings = Findings.Select(row => row.Data.Item1).ToList();

        Assert.Equal(
            typeof(Finding).GetNestedTypes().Select(type => type.Name).Order(),
            findings.Select(finding => finding.GetType().Name).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<SigningMistake>().Order(),
            findings.OfType<Finding.Mistaken>().SelectMany(mistaken => mistaken.Mistakes).Distinct().Order());
    }
}
