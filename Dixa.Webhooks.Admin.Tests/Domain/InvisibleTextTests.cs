namespace Dixa.Webhooks.Admin.Domain;

public sealed class InvisibleTextTests
{
    [Theory]
    [InlineData("\u200babc\u200b", "abc")]
    [InlineData("\ufeff \u2060abc\u200e\t\u00ad", "abc")]
    [InlineData("\u200f\u202eabc\u202c\u00a0\u3000\n", "abc")]
    [InlineData("a\u200bb", "a\u200bb")]
    [InlineData("🎉\u200d", "🎉")]
    [InlineData("\u200b \ufeff", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Spaces_and_invisible_characters_at_the_ends_are_removed(string? text, string trimmed) => Assert.Equal(trimmed, InvisibleText.Trim(text));

    [Fact]
    public void A_flag_that_ends_with_invisible_tags_is_kept()
    {
        const string Scotland = "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F";

        Assert.Equal($"Team {Scotland}", InvisibleText.Trim($" Team {Scotland}\u200b"));
        Assert.Null(InvisibleText.ReadableError($"Team {Scotland}", "The name"));
    }

    [Fact]
    public void An_unpaired_surrogate_at_the_end_is_kept() => Assert.Equal("a\ud83c", InvisibleText.Trim(" a\ud83c "));

    [Theory]
    [InlineData("ab\u200bc", "The token contains an invisible character (U+200B, zero width space) at position 3. Remove it.")]
    [InlineData("🎉\ufeffc", "The token contains an invisible character (U+FEFF, byte order mark) at position 2. Remove it.")]
    [InlineData("a\u202eb", "The token contains an invisible character (U+202E, right-to-left override) at position 2. Remove it.")]
    [InlineData("a\u2028b", "The token contains an invisible character (U+2028, line separator) at position 2. Remove it.")]
    [InlineData("a b é 東", null)]
    public void An_invisible_character_is_named_with_its_position(string text, string? error) => Assert.Equal(error, InvisibleText.Error(text, "The token"));

    [Theory]
    [InlineData("👩\u200d💻", null)]
    [InlineData("می\u200cخواهم", null)]
    [InlineData("CRM\u202etxt.exe", "The name contains an invisible character (U+202E, right-to-left override) at position 4. Remove it.")]
    [InlineData("a\u2066b", "The name contains an invisible character (U+2066, left-to-right isolate) at position 2. Remove it.")]
    [InlineData("a\u2029b", "The name contains an invisible character (U+2029, paragraph separator) at position 2. Remove it.")]
    public void Text_that_people_read_may_have_joiners_and_no_direction_marks(string text, string? error) =>
        Assert.Equal(error, InvisibleText.ReadableError(text, "The name"));
}
