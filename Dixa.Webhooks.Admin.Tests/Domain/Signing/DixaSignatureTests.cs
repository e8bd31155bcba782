using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

public sealed class DixaSignatureTests
{
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Body = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_CREATED"}""";

    private static readonly byte[] Key = Convert.FromHexString(Secret);
    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeMilliseconds(1689238949803);

    [Fact]
    public void The_known_request_gets_the_known_signature() =>
        Assert.Equal(
            "t=1689238949803,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2",
            DixaSignature.Create(Key, SignedAt, Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void While_two_secrets_are_active_the_old_ones_signature_comes_first()
    {
        var secrets = new SigningSecrets(VerificationSecret.Parse(Secret), VerificationSecret.Parse(new string('f', 64)), SignedAt.AddMilliseconds(1));

        Assert.Equal(
            "t=1689238949803,v1=78421fc28aad2dba20e5c47bddeaedf564aba252fccb210a7d64dac41dfb5b39,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2",
            DixaSignature.Create(secrets, SignedAt, Encoding.UTF8.GetBytes(Body)));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, 0)]
    [InlineData(true, -1)]
    public void With_one_secret_the_header_has_one_signature(bool hasPrevious, int? milliseconds)
    {
        var until = milliseconds is { } left ? SignedAt.AddMilliseconds(left) : (DateTimeOffset?)null;
        var secrets = new SigningSecrets(VerificationSecret.Parse(Secret), hasPrevious ? VerificationSecret.Parse(new string('f', 64)) : null, until);

        Assert.Equal(DixaSignature.Create(Key, SignedAt, Encoding.UTF8.GetBytes(Body)), DixaSignature.Create(secrets, SignedAt, Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public void The_key_is_the_decoded_secret_and_not_its_hex_text()
    {
        const string ofTheHexText = "30051803a6e6c1dd6e09b7fe113c8e1b5de47a21c0cbd11318ab92384a83bfc8";

        Assert.EndsWith(ofTheHexText, DixaSignature.Create(Encoding.ASCII.GetBytes(Secret), SignedAt, Encoding.UTF8.GetBytes(Body)));
        Assert.DoesNotContain(ofTheHexText, DixaSignature.Create(Key, SignedAt, Encoding.UTF8.GetBytes(Body)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(43)]
    [InlineData(4_096)]
    [InlineData(100 * 1024)]
    [InlineData(1024 * 1024)]
    public void A_body_of_any_length_is_signed_as_RFC_2104_says(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);

        var expected = Hmac(Key, [.. "1689238949803."u8, .. body]);

        Assert.Equal($"t=1689238949803,v1={expected}", DixaSignature.Create(Key, SignedAt, body));
    }

    [Theory]
    [InlineData("2023-07-13T09:02:29.803+00:00", "1689238949803")]
    [InlineData("2023-07-13T11:02:29.803+02:00", "1689238949803")]
    [InlineData("2023-07-13T09:02:29.8039999+00:00", "1689238949803")]
    [InlineData("1970-01-01T00:00:00.000+00:00", "0")]
    public void The_time_is_signed_in_milliseconds_of_UTC(string signedAt, string milliseconds)
    {
        var time = DateTimeOffset.Parse(signedAt, System.Globalization.CultureInfo.InvariantCulture);

        var expected = Hmac(Key, Encoding.UTF8.GetBytes($"{milliseconds}.{Body}"));

        Assert.Equal($"t={milliseconds},v1={expected}", DixaSignature.Create(Key, time, Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public void Each_attempt_has_its_own_signature()
    {
        var body = Encoding.UTF8.GetBytes(Body);

        Assert.NotEqual(DixaSignature.Create(Key, SignedAt, body), DixaSignature.Create(Key, SignedAt.AddMilliseconds(1), body));
    }

    [Fact]
    public void One_changed_byte_changes_the_signature()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var changed = body.ToArray();
        changed[^1] ^= 1;

        Assert.NotEqual(DixaSignature.Create(Key, SignedAt, body), DixaSignature.Create(Key, SignedAt, changed));
    }

    /// <summary>An independent HMAC-SHA256 implementation (RFC 2104), so that nothing is compared with itself.</summary>
    private static string Hmac(byte[] key, byte[] message)
    {
        var padded = new byte[64];
        key.CopyTo(padded, 0);
        var inner = SHA256.HashData([.. padded.Select(b => (byte)(b ^ 0x36)), .. message]);
        return Convert.ToHexStringLower(SHA256.HashData([.. padded.Select(b => (byte)(b ^ 0x5c)), .. inner]));
    }
}
