using System.Text;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>With the contract's test vector.</summary>
public sealed class SandboxVerdictTests
{
    private const string Body = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_CREATED"}""";
    private const string Header = "t=1689238949803,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2";

    private static readonly VerificationSecret Secret = VerificationSecret.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    [Fact]
    public void The_right_signature_is_valid() => Assert.Equal(new SandboxVerdict(true, null), SandboxVerdict.Of(Header, Secret, Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void One_correct_signature_of_two_is_enough()
    {
        var another = new string('0', 64);

        Assert.True(SandboxVerdict.Of(Header.Replace(",v1=", $",v1={another},v1=", StringComparison.Ordinal), Secret, Encoding.UTF8.GetBytes(Body)).IsValid);
        Assert.True(SandboxVerdict.Of($"{Header},v1={another}", Secret, Encoding.UTF8.GetBytes(Body)).IsValid);
        Assert.False(SandboxVerdict.Of($"t=1689238949803,v1={another},v1={another}", Secret, Encoding.UTF8.GetBytes(Body)).IsValid);
    }

    [Theory]
    [InlineData(null, "There is no X-DIXA-SIGNATURE header.")]
    [InlineData("", "There is no X-DIXA-SIGNATURE header.")]
    [InlineData("sha256=abc", "The header must have the form")]
    [InlineData("t=1689238949803, v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2", "The header must have the form")]
    [InlineData("t=999999999999999,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2", "The header must have the form")]
    [InlineData("t=1689238949804,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2", "The signature does not match this body")]
    [InlineData("t=1689238949803,v1=30051803a6e6c1dd6e09b7fe113c8e1b5de47a21c0cbd11318ab92384a83bfc8", "The signature does not match this body")]
    public void Any_other_header_is_invalid_with_a_reason(string? header, string reason)
    {
        var verdict = SandboxVerdict.Of(header, Secret, Encoding.UTF8.GetBytes(Body));

        Assert.False(verdict.IsValid);
        Assert.StartsWith(reason, verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_body_or_secret_is_invalid()
    {
        Assert.False(SandboxVerdict.Of(Header, Secret, Encoding.UTF8.GetBytes(Body + " ")).IsValid);
        Assert.False(SandboxVerdict.Of(DixaSignature.Create(VerificationSecret.Generate().Key, DateTimeOffset.UnixEpoch, "{}"u8), Secret, "{}"u8).IsValid);
    }
}
