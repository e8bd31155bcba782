using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;
using FsCheck.Fluent;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class ReadableJsonTests
{
    [Theory]
    [InlineData(@"Zo\u00eb \u00c5ngstr\u00F6m", "Zoë Ångström")]
    [InlineData(@"\u65e5\u672c", "日本")]
    [InlineData(@"\ud83d\ude00 \uD83D\uDE00", "😀 😀")]
    [InlineData(@"a\/b", "a/b")]
    [InlineData(@"already \u0061 and Zoë", "already a and Zoë")]
    [InlineData(@"\ud83d\udc68\u200d\ud83d\udc69", "👨\u200d👩")]
    [InlineData(@"\u2764\ufe0f\u200d\ud83d\udd25", "\u2764\uFE0F\u200d🔥")]
    public void An_escaped_character_appears_as_itself(string written, string shown) => Assert.Equal(shown, Read(written));

    [Theory]
    [InlineData(@"\""\\\b\f\n\r\t")]
    [InlineData(@"\u0022\u005c")]
    [InlineData(@"\u0000\u001b\u007f\u0085\u009f")]
    [InlineData(@"\u202e\u2066\u200e\u061c")]
    [InlineData(@"\u200b\ufeff\u00ad\u2028\u2029")]
    [InlineData(@"a\u200db")]
    [InlineData(@"\u3164\u115f\u2800")]
    [InlineData(@"\ue000\uffff")]
    [InlineData(@"\ud83d \ude00 \ude00\ud83d \ud83d\u0041")]
    [InlineData(@"\udb40\udc41")]
    public void Invisible_characters_and_required_escapes_stay_escaped(string written) =>
        Assert.Equal(written.Replace(@"\u0041", "A", StringComparison.Ordinal), Read(written));

    [Fact]
    public void A_backslash_before_a_u_is_no_escape() => Assert.Equal(@"C:\\u00eb", Read(@"C:\\u00eb"));

    [Fact]
    public void The_readable_text_always_has_the_same_value()
    {
        foreach (var json in RandomJson.Name.Sample(500))
        {
            Assert.Equal(JsonSerializer.Deserialize<string>(json), JsonSerializer.Deserialize<string>($"\"{Read(json[1..^1])}\""));
        }
    }

    private static string Read(string written) => ReadableJson.Text(Encoding.UTF8.GetBytes(written));
}
