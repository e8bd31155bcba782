namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class VerificationSecretTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public void A_new_secret_is_64_lower_case_hex_digits() => Assert.Matches("^[0-9a-f]{64}$", VerificationSecret.Generate().Reveal());

    [Fact]
    public void No_two_secrets_are_alike() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => VerificationSecret.Generate().Reveal()).Distinct().Count());

    [Fact]
    public void The_key_is_the_decoded_bytes() =>
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (byte)i), VerificationSecret.Parse(Hex).Key.ToArray());

    [Fact]
    public void Upper_case_digits_are_read_and_shown_in_lower_case() =>
        Assert.Equal(Hex, VerificationSecret.Parse(Hex.ToUpperInvariant()).Reveal());

    [Fact]
    public void Its_text_is_the_mask() => Assert.Equal(Mask.Text, $"{VerificationSecret.Parse(Hex)}");

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData(Hex + "00")]
    [InlineData("zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData(" 00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("١00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    public void Anything_but_64_hex_digits_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<FormatException>(() => VerificationSecret.Parse(text));

        Assert.Equal("A verification secret is 64 hex digits.", error.Message);
    }
}
