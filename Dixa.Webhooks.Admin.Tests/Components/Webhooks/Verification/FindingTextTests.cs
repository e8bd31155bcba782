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
        { new Finding.Valid(TimeSpan.FromSeconds(-12), LineEndsAssumed: true), "valid", Severity.Success, "12 seconds from now. A text box cannot tell line ends apart" },
        { new Finding.OutOfTime(TimeSpan.FromHours(3)), "old", Severity.Warning, "made 3 hours ago. An endpoint that allows 5 minutes refuses it." },
        { new Finding.OutOfTime(TimeSpan.FromHours(-3)), "early", Severity.Warning, "still 3 hours ahead" },
        { new Finding.MalformedHeader("There is no t=… in it."), "malformed", Severity.Error, "There is no t=… in it." },
        { new Finding.TimeInSeconds(), "seconds", Severity.Error, "t has 10 digits" },
        { new Finding.ReceiversSecretDiffers(), "receivers-secret", Severity.Error, "is not this webhook's" },
        { new Finding.Mistaken([SigningMistake.HexTextAsKey], null), "hex-text", Severity.Error, "64 characters of the secret are the key" },
        { new Finding.Mistaken([SigningMistake.SecondsSigned], null), "seconds-signed", Severity.Error, "divided by 1,000" },
        { new Finding.Mistaken([SigningMistake.TimeLeftOut], null), "time-left-out", Severity.Error, "signed alone" },
        { new Finding.Mistaken([SigningMistake.DotLeftOut], null), "dot-left-out", Severity.Error, "no dot" },
        { new Finding.Mistaken([SigningMistake.NameSigned], null), "name-signed", Severity.Error, "t= stands before" },
        { new Finding.Mistaken([SigningMistake.HeaderSigned], null), "header-signed", Severity.Error, "the header's whole value" },
        { new Finding.Mistaken([SigningMistake.HexTextAsKey, SigningMistake.TimeLeftOut], Difference), "hex-text", Severity.Error, "signed alone. And the body was changed. It first differs at byte 13" },
        { new Finding.BodyChanged(Difference), "body", Severity.Error, "at byte 13 (line 1, character 13): it is the same JSON, written differently" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.EndAdded }), "body", Severity.Error, "white space was added at its end" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.StartAdded }), "body", Severity.Error, "byte order mark" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.Cut }), "body", Severity.Error, "its end is missing" },
        { new Finding.BodyChanged(Difference with { Change = BodyChange.Altered }), "body", Severity.Error, "its content is another" },
        { new Finding.TimeChanged("1689238949803", null), "time", Severity.Error, "went out with t=1689238949803, and fits no other t." },
        { new Finding.TimeChanged("1689238949803", Difference), "time", Severity.Error, "no other t. And the body was changed. It first differs at byte 13" },
        { new Finding.OtherSecret(null), "secret", Severity.Error, "the two are the same" },
        { new Finding.OtherSecret(Difference), "secret", Severity.Error, "nor what was sent for this event. It first differs" },
        { new Finding.Unexplained(), "unexplained", Severity.Error, "look alike" },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void A_finding_says_what_it_is_and_how_it_is_known(Finding finding, string kind, Severity severity, string reason)
    {
        var text = FindingText.Of(finding, Webhook);

        Assert.Equal((kind, severity), (text.Kind, text.Severity));
        Assert.Contains(reason, text.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(text.Advice);
    }

    [Fact]
    public void Every_finding_has_its_words()
    {
        var told = Findings.Select(row => row.Data.Item1).ToList();

        Assert.Equal(
            typeof(Finding).GetNestedTypes().Select(type => type.Name).Order(),
            told.Select(finding => finding.GetType().Name).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<SigningMistake>().Order(),
            told.OfType<Finding.Mistaken>().SelectMany(mistaken => mistaken.Mistakes).Distinct().Order());
    }
}
