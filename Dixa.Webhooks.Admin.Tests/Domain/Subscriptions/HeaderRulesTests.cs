namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class HeaderRulesTests
{
    public static TheoryData<string, string> BadValues { get; } = new()
    {
        { "a\r\nX-Evil: 1", "control characters" },
        { "a\nb", "control characters" },
        { "a\tb", "control characters" },
        { "a\0b", "control characters" },
        { "a\u007fb", "control characters" },
        { "a\u0085b", "control characters" },
        { new string('a', 4_097), "at most 4,096 bytes (it has 4,097)" },
        { new string('é', 2_048) + "a", "at most 4,096 bytes (it has 4,097)" },
        { string.Concat(Enumerable.Repeat("🎉", 1_025)), "at most 4,096 bytes (it has 4,100)" },
    };

    public static TheoryData<string> GoodValues { get; } =
    [
        "",
        "secret value",
        "Größe 東京 🎉",
        new string('a', 4_096),
        new string('é', 2_048),
        string.Concat(Enumerable.Repeat("🎉", 1_024)),
    ];

    public static TheoryData<string> Reserved { get; } =
    [
        "X-DIXA-SIGNATURE", "X-DIXA-SUBSCRIPTION-ID", "X-DIXA-ANYTHING", "Content-Type", "Content-Length", "Content-Encoding", "Content-MD5",
        "Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Upgrade", "Expect",
    ];

    [Theory]
    [InlineData("", "Enter the header's name")]
    [InlineData("X Api Key", "can contain only letters, digits")]
    [InlineData("X-Api-Key:", "can contain only letters, digits")]
    [InlineData("X-Ä", "can contain only letters, digits")]
    [InlineData("X-Key\r\nX-Evil", "can contain only letters, digits")]
    [InlineData("(comment)", "can contain only letters, digits")]
    [InlineData("\"quoted\"", "can contain only letters, digits")]
    [InlineData("a/b", "can contain only letters, digits")]
    public void An_invalid_token_is_not_a_name(string name, string error) => Assert.Contains(error, HeaderRules.NameError(name));

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("x")]
    [InlineData("!#$%&'*+-.^_`|~09AZaz")]
    [InlineData("Authorization")]
    [InlineData("X-DIX")]
    [InlineData("DIXA-Key")]
    public void A_token_that_is_not_reserved_is_a_name(string name) => Assert.Null(HeaderRules.NameError(name));

    [Theory]
    [InlineData("X_DIXA_SIGNATURE")]
    [InlineData("x-dixa_signature")]
    [InlineData("X_Dixa-Subscription_Id")]
    [InlineData("Content_Type")]
    [InlineData("transfer_encoding")]
    public void A_reserved_name_with_underscores_is_refused_because_receivers_may_treat_it_as_the_same(string name) =>
        Assert.Contains($"receivers may read it as {name.Replace('_', '-')}", HeaderRules.NameError(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("X_Api_Key")]
    [InlineData("X_DIX")]
    public void Another_name_with_underscores_is_allowed(string name) => Assert.Null(HeaderRules.NameError(name));

    [Fact]
    public void An_invisible_character_in_a_name_is_named() =>
        Assert.Equal("The name contains an invisible character (U+200B, zero width space) at position 6. Remove it.", HeaderRules.NameError("X-Api\u200b-Key"));

    [Fact]
    public void A_name_can_have_at_most_200_characters()
    {
        Assert.Null(HeaderRules.NameError(new string('a', 200)));
        Assert.Contains("at most 200 characters (it has 201)", HeaderRules.NameError(new string('a', 201)));
    }

    [Theory]
    [MemberData(nameof(Reserved))]
    public void A_reserved_name_is_refused_in_any_case(string name)
    {
        Assert.All(
            [name, name.ToLowerInvariant(), name.ToUpperInvariant(), Alternating(name)],
            spelling => Assert.Contains("cannot be overridden", HeaderRules.NameError(spelling)));
    }

    [Theory]
    [MemberData(nameof(BadValues))]
    public void An_invalid_value_is_refused_with_what_is_allowed(string value, string error) => Assert.Contains(error, HeaderRules.ValueError(value));

    // Not rows of the theory, because rows are passed to the runner in UTF-8, which cannot represent unpaired surrogates.
    [Fact]
    public void An_unpaired_surrogate_is_refused() =>
        Assert.All(
            ["half \ud83c", "\udf89 half", "\udf89\ud83c", "🎉\ud83c"],
            value => Assert.Contains("an unpaired surrogate", HeaderRules.ValueError(value)));

    [Theory]
    [MemberData(nameof(GoodValues))]
    public void Anything_else_up_to_4096_bytes_is_a_value(string value) => Assert.Null(HeaderRules.ValueError(value));

    [Fact]
    public void A_refused_value_is_not_repeated() => Assert.DoesNotContain("hunter2", HeaderRules.ValueError("hunter2\n"));

    private static string Alternating(string name) =>
        string.Concat(name.Select((c, i) => i % 2 == 0 ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}
