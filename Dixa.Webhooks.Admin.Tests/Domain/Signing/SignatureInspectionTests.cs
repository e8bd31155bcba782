using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

public sealed class SignatureInspectionTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Sent = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","data":{"n":1}}""";
    private const string Rewritten = """{"event_id": "0be2bd61-7e28-4620-87f0-74952725d960", "data": {"n": 1}}""";
    private const string T = "1689238949803";

    private static readonly VerificationSecret Secret = VerificationSecret.Parse(Hex);
    private static readonly VerificationSecret Other = VerificationSecret.Parse(new string('f', 64));
    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeMilliseconds(1689238949803);

    public static TheoryData<string, SigningMistake[]> Mistakes => new()
    {
        { V1(Encoding.ASCII.GetBytes(Hex), $"{T}."), [SigningMistake.HexTextAsKey] },
        { V1(Encoding.ASCII.GetBytes(Hex.ToUpperInvariant()), $"{T}."), [SigningMistake.HexTextAsKey] },
        { V1(Secret.Key, "1689238949."), [SigningMistake.SecondsSigned] },
        { V1(Secret.Key, ""), [SigningMistake.TimeLeftOut] },
        { V1(Secret.Key, T), [SigningMistake.DotLeftOut] },
        { V1(Secret.Key, $"t={T}."), [SigningMistake.NameSigned] },
        { V1(Secret.Key, $"t={T},v1={V1(Secret.Key, $"{T}.")}."), [SigningMistake.HeaderSigned] },
        { V1(Encoding.ASCII.GetBytes(Hex), ""), [SigningMistake.HexTextAsKey, SigningMistake.TimeLeftOut] },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    [InlineData(-300_000)]
    public void A_correct_signature_is_valid_for_five_minutes(int milliseconds) =>
        Assert.Equal(new Finding.Valid(TimeSpan.FromMilliseconds(milliseconds), LineEndsAssumed: false), Inspect(Genuine(), Sent, after: milliseconds));

    [Theory]
    [InlineData(300_001)]
    [InlineData(-300_001)]
    public void After_that_its_age_is_reported(int milliseconds) =>
        Assert.Equal(new Finding.OutOfTime(TimeSpan.FromMilliseconds(milliseconds)), Inspect(Genuine(), Sent, after: milliseconds));

    [Fact]
    public void One_of_several_signatures_is_enough() =>
        Assert.IsType<Finding.Valid>(Inspect(Genuine().Replace(",v1=", $",v1={new string('0', 64)},v1=", StringComparison.Ordinal), Sent));

    [Fact]
    public void While_two_secrets_are_active_the_receiver_may_use_either()
    {
        var overlap = new SigningSecrets(Secret, Other, SignedAt.AddMinutes(1));
        var header = DixaSignature.Create(overlap, SignedAt, Encoding.UTF8.GetBytes(Sent));

        Assert.Equal(new Finding.Valid(TimeSpan.Zero, LineEndsAssumed: false, ByPreviousSecret: false), Inspect(header, Sent, secrets: overlap));
        Assert.Equal(new Finding.Valid(TimeSpan.Zero, LineEndsAssumed: false, ByPreviousSecret: false), Inspect(header, Sent, receivers: Secret, secrets: overlap));
        Assert.Equal(new Finding.Valid(TimeSpan.Zero, LineEndsAssumed: false, ByPreviousSecret: true), Inspect(header, Sent, receivers: Other, secrets: overlap));
        Assert.IsType<Finding.ReceiversSecretDiffers>(Inspect(header, Sent, receivers: VerificationSecret.Generate(), secrets: overlap));
    }

    [Fact]
    public void A_signature_from_before_the_rotation_is_valid_during_the_overlap()
    {
        var overlap = new SigningSecrets(Secret, Other, SignedAt.AddMinutes(1));
        var header = DixaSignature.Create(Other.Key, SignedAt, Encoding.UTF8.GetBytes(Sent));

        Assert.Equal(new Finding.Valid(TimeSpan.FromSeconds(59), LineEndsAssumed: false, ByPreviousSecret: true), Inspect(header, Sent, after: 59_000, secrets: overlap));
        Assert.IsType<Finding.OtherSecret>(Inspect(header, Sent, after: 60_000, secrets: overlap));
    }

    [Fact]
    public void A_mistake_with_the_old_secret_is_recognized()
    {
        var overlap = new SigningSecrets(Other, Secret, SignedAt.AddMinutes(1));

        var mistaken = Assert.IsType<Finding.Mistaken>(Inspect($"t={T},v1={V1(Encoding.ASCII.GetBytes(Hex), $"{T}.")}", Sent, secrets: overlap));

        Assert.Equal([SigningMistake.HexTextAsKey], mistaken.Mistakes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signed_header_is_recognized_while_two_secrets_are_active(bool withTheOld)
    {
        var overlap = new SigningSecrets(Secret, Other, SignedAt.AddMinutes(1));
        var received = DixaSignature.Create(overlap, SignedAt, Encoding.UTF8.GetBytes(Sent));

        var mistaken = Assert.IsType<Finding.Mistaken>(Inspect($"t={T},v1={V1((withTheOld ? Other : Secret).Key, $"{received}.")}", Sent, secrets: overlap));

        Assert.Equal([SigningMistake.HeaderSigned], mistaken.Mistakes);
    }

    [Fact]
    public void A_malformed_header_is_reported_first() =>
        Assert.Equal(new Finding.MalformedHeader("v1=… is missing."), Inspect($"t={T}", Sent, receivers: Other));

    [Fact]
    public void A_time_in_seconds_is_recognized() =>
        Assert.IsType<Finding.TimeInSeconds>(Inspect($"t=1689238949,v1={V1(Secret.Key, "1689238949.")}", Sent));

    [Fact]
    public void A_wrong_secret_of_the_receiver_is_reported_whatever_the_signature() =>
        Assert.IsType<Finding.ReceiversSecretDiffers>(Inspect(Genuine(), Sent, receivers: Other));

    [Fact]
    public void The_correct_secret_of_the_receiver_changes_nothing() =>
        Assert.IsType<Finding.Valid>(Inspect(Genuine(), Sent, receivers: VerificationSecret.Parse(Hex.ToUpperInvariant())));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Common_mistakes_are_recognized_by_their_signatures(string v1, SigningMistake[] mistakes)
    {
        var mistaken = Assert.IsType<Finding.Mistaken>(Inspect($"t={T},v1={v1}", Sent, sent: null));

        Assert.Equal(mistakes, mistaken.Mistakes);
        Assert.Null(mistaken.Body);
    }

    [Fact]
    public void A_mistake_with_a_changed_body_is_recognized()
    {
        var mistaken = Assert.IsType<Finding.Mistaken>(Inspect($"t={T},v1={V1(Encoding.ASCII.GetBytes(Hex), $"{T}.")}", Rewritten));

        Assert.Equal([SigningMistake.HexTextAsKey], mistaken.Mistakes);
        Assert.Equal(BodyChange.Rewritten, mistaken.Body!.Change);
    }

    [Theory]
    [InlineData(Rewritten, BodyChange.Rewritten)]
    [InlineData(Sent + "\n", BodyChange.EndAdded)]
    [InlineData("""{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","data":{"n":2}}""", BodyChange.Altered)]
    public void A_header_that_matches_the_sent_body_reveals_a_changed_body(string body, BodyChange change) =>
        Assert.Equal(change, Assert.IsType<Finding.BodyChanged>(Inspect(Genuine(), body)).Difference.Change);

    [Fact]
    public void A_header_that_matches_neither_body_reveals_another_secret()
    {
        var header = DixaSignature.Create(Other.Key, SignedAt, Encoding.UTF8.GetBytes(Sent));

        Assert.Null(Assert.IsType<Finding.OtherSecret>(Inspect(header, Sent)).Body);
        Assert.Equal(BodyChange.Rewritten, Assert.IsType<Finding.OtherSecret>(Inspect(header, Rewritten)).Body!.Change);
    }

    [Fact]
    public void The_signature_of_an_attempt_with_another_time_reveals_the_original_time()
    {
        var header = Genuine().Replace(T, "1689238949804", StringComparison.Ordinal);

        Assert.Equal(new Finding.TimeChanged(T, Body: null), Inspect(header, Sent));
        Assert.Equal(BodyChange.Rewritten, Assert.IsType<Finding.TimeChanged>(Inspect(header, Rewritten)).Body!.Change);
    }

    [Fact]
    public void Without_the_sent_body_a_changed_body_and_another_secret_look_the_same() =>
        Assert.IsType<Finding.Unexplained>(Inspect(Genuine(), Rewritten, sent: null));

    [Fact]
    public void Line_ends_changed_by_a_text_box_are_restored()
    {
        const string sent = "{\"event_id\":\"0be2bd61-7e28-4620-87f0-74952725d960\",\r\n\"data\":{}\r}";
        var header = DixaSignature.Create(Secret.Key, SignedAt, Encoding.UTF8.GetBytes(sent));

        Assert.Equal(new Finding.Valid(TimeSpan.Zero, LineEndsAssumed: true), Inspect(header, sent.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), sent));
        Assert.IsType<Finding.BodyChanged>(Inspect(header, sent.Replace("\r\n", "", StringComparison.Ordinal), sent));
    }

    [Theory]
    [InlineData(Sent, true)]
    [InlineData(Rewritten, true)]
    [InlineData("""{"data":{"event_id":"11111111-1111-4111-8111-111111111111"},"event_id":"0be2bd61-7e28-4620-87f0-74952725d960"}""", true)]
    [InlineData("""{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","da""", true)]
    [InlineData("""{"event_id":"0be2bd61-7e28""", false)]
    [InlineData("""{"event_id":17}""", false)]
    [InlineData("""{"event_id":null}""", false)]
    [InlineData("""{"event_id":"\ud800aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", false)]
    [InlineData("""{"\ud800":1,"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","data":"\ud800"}""", true)]
    [InlineData("""["event_id"]""", false)]
    [InlineData("hello", false)]
    [InlineData("", false)]
    public void The_event_is_found_even_in_a_damaged_body(string body, bool found) =>
        Assert.Equal(found ? Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960") : null, SignatureInspection.EventIdIn(Encoding.UTF8.GetBytes(body)));

    private static Finding Inspect(string header, string body, string? sent = Sent, int after = 0, VerificationSecret? receivers = null, SigningSecrets? secrets = null) => SignatureInspection.Inspect(
        new ShownRequest(header, Encoding.UTF8.GetBytes(body), receivers),
        secrets ?? new SigningSecrets(Secret),
        sent is null ? null : new SentEvent(Encoding.UTF8.GetBytes(sent), [SignatureHeader.Read(Genuine(), out _)!]),
        SignedAt.AddMilliseconds(after));

    private static string Genuine() => DixaSignature.Create(Secret.Key, SignedAt, Encoding.UTF8.GetBytes(Sent));

    private static string V1(ReadOnlySpan<byte> key, string before) => DixaSignature.Digest(key, before, Encoding.UTF8.GetBytes(Sent));
}
