using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class ReceivedTextTests
{
    [Theory]
    [InlineData("plain ü ✓ 👩‍💻", "plain ü ✓ 👩‍💻")]
    [InlineData("one\r\ntwo\nthree\tx", "one\ntwo\nthree\tx")]
    [InlineData("a\0b\u0001c\u001b[31m\u007f", "a⟨U+0000⟩b⟨U+0001⟩c⟨U+001B⟩[31m⟨U+007F⟩")]
    [InlineData("lone\rreturn", "lone⟨U+000D⟩return")]
    [InlineData("\u0085\u202eright to left\u2028\ufeff", "⟨U+0085⟩⟨U+202E⟩right to left⟨U+2028⟩⟨U+FEFF⟩")]
    public void What_would_not_be_seen_is_shown(string received, string shown) =>
        Assert.Equal(shown, ReceivedText.Of(Encoding.UTF8.GetBytes(received), manyLines: true, out _));

    [Theory]
    [InlineData("a\u202Ab\u202Bc\u202Cd\u202De\u202Ef", "a⟨U+202A⟩b⟨U+202B⟩c⟨U+202C⟩d⟨U+202D⟩e⟨U+202E⟩f")]
    [InlineData("\u2066a\u2067b\u2068c\u2069", "⟨U+2066⟩a⟨U+2067⟩b⟨U+2068⟩c⟨U+2069⟩")]
    [InlineData("plain\r\n\t👩‍💻 می\u200Cخواهم שלום", "plain\r\n\t👩‍💻 می\u200Cخواهم שלום")]
    public void Only_characters_that_reorder_the_text_are_escaped(string text, string shown) => Assert.Equal(shown, ReceivedText.EscapeBidiControls(text));

    [Fact]
    public void In_one_line_a_line_end_and_a_tab_are_numbers() =>
        Assert.Equal("a⟨U+000D⟩⟨U+000A⟩b⟨U+0009⟩c", ReceivedText.Of("a\r\nb\tc"u8, manyLines: false, out _));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_replaced_and_reported()
    {
        Assert.Equal("a�b�", ReceivedText.Of([(byte)'a', 0xff, (byte)'b', 0xc3], manyLines: true, out var exact));
        Assert.False(exact);
    }
}
