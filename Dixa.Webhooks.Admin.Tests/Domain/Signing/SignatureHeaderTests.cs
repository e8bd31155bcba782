namespace Dixa.Webhooks.Admin.Domain.Signing;

public sealed class SignatureHeaderTests
{
    private const string V1 = "e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2";

    [Theory]
    [InlineData($"t=1689238949803,v1={V1}")]
    [InlineData($"  t=1689238949803,v1={V1}\n")]
    [InlineData($"X-DIXA-SIGNATURE: t=1689238949803,v1={V1}")]
    [InlineData($"x-dixa-signature:t=1689238949803,v1={V1}")]
    [InlineData($"v0=old,t=1689238949803,v1={V1},v2=new")]
    public void The_value_is_read_with_or_without_the_headers_name(string text)
    {
        var header = SignatureHeader.Read(text, out var error);

        Assert.Null(error);
        Assert.Equal(("1689238949803", V1), (header!.Time, Assert.Single(header.Signatures)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1689238949803), header.SignedAt);
    }

    [Fact]
    public void Several_signatures_are_all_read() =>
        Assert.Equal([V1, new string('0', 64)], SignatureHeader.Read($"t=1689238949803,v1={V1},v1={new string('0', 64)}", out _)!.Signatures);

    [Theory]
    [InlineData("", "The header is empty.")]
    [InlineData("  ", "The header is empty.")]
    [InlineData("X-DIXA-SIGNATURE:", "The header is empty.")]
    [InlineData("nonsense", "t=… is missing.")]
    [InlineData($"v1={V1}", "t=… is missing.")]
    [InlineData($"t=,v1={V1}", "t= has no value.")]
    [InlineData($"t=16892389498o3,v1={V1}", "t is not a whole number of milliseconds.")]
    [InlineData($"t=-1689238949803,v1={V1}", "t is not a whole number of milliseconds.")]
    [InlineData($"t=1689238949.803,v1={V1}", "t is not a whole number of milliseconds.")]
    [InlineData($"t=1,v1={V1}", "t has one digit. Unix milliseconds have 13.")]
    [InlineData($"t=1689238949803000,v1={V1}", "t has 16 digits. Unix milliseconds have 13.")]
    [InlineData($"t=1689238949803,t=1689238949804,v1={V1}", "t=… appears more than once.")]
    [InlineData("t=1689238949803", "v1=… is missing.")]
    [InlineData($"t=1689238949803;v1={V1}", "t is not a whole number of milliseconds.")]
    [InlineData("t=1689238949803,v1=", "v1= has no value.")]
    [InlineData("t=1689238949803,v1=e96b624a7a8d…", "v1 contains a character that is not a hex digit.")]
    [InlineData("t=1689238949803,v1=e96b62", "v1 has 6 digits. It must have 64.")]
    [InlineData("t=1689238949803,v1=E96B624A7A8DE1DCF0F8397A67F7F84E87F3F8AF5703A1D86CD7880D7548CEA2", "v1 has upper-case letters. It is sent in lower case.")]
    [InlineData($"t=1689238949803, v1={V1}", $"There is a space next to “v1={V1}”. The header has no spaces.")]
    [InlineData($"t=1689238949803,v1={V1},v1=0", "v1 has one digit. It must have 64.")]
    public void The_malformed_part_is_named(string text, string error)
    {
        Assert.Null(SignatureHeader.Read(text, out var found));
        Assert.Equal(error, found);
    }
}
