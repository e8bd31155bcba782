namespace Dixa.Webhooks.Admin.Accounts.Passwords;

public sealed class PasswordRuleTests
{
    private const string Email = "ada.lovelace@example.com";

    [Theory]
    [InlineData(null, "must have at least 12 characters.")]
    [InlineData("eleven char", "must have at least 12 characters.")]
    [InlineData("            ", "must not consist of spaces only.")]
    [InlineData("aaaaaaaaaaaa", "must not be one character repeated.")]
    [InlineData("AAAAAAaaaaaaaaaa", "must not be one character repeated.")]
    [InlineData("aaaaaaaaaaab", "must have at least 5 different characters.")]
    [InlineData("abcabcabcabc", "must not be a short text repeated.")]
    [InlineData("abcabcabcabca", "must not be a short text repeated.")]
    [InlineData("passwordpassword", "must not be a short text repeated.")]
    [InlineData("Ab1! Ab1! Ab1! ", "must not be a short text repeated.")]
    [InlineData("123456789012", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("098765432109", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("abcdefghijkl", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("qwertyuiopas", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("1q2w3e4r5t6y", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("1qaz2wsx3edc", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("abcdef-123456", "must not be a sequence of neighboring letters or digits.")]
    [InlineData("ada.lovelace@example.com", "must not be made of the e-mail address.")]
    [InlineData("Ada-Lovelace", "must not be made of the e-mail address.")]
    [InlineData("adalovelace1815", "must not be made of the e-mail address.")]
    [InlineData("ada.lovelaceada.lovelace", "must not be made of the e-mail address.")]
    [InlineData("Dixa-Webhooks", "must not be made of the product's name.")]
    [InlineData("webhooks2026!", "must not be made of the product's name.")]
    [InlineData("dixa-admin-2026", "must not be made of the product's name.")]
    [InlineData("Password1234!", "is one of the most common passwords.")]
    [InlineData("P@ssw0rd1234", "is one of the most common passwords.")]
    [InlineData("administrator", "is one of the most common passwords.")]
    [InlineData("Welcome123456", "is one of the most common passwords.")]
    [InlineData("changeme12345", "is one of the most common passwords.")]
    [InlineData("letmein123456", "is one of the most common passwords.")]
    [InlineData("iloveyou12345", "is one of the most common passwords.")]
    [InlineData("!!qwerty2026!!", "is one of the most common passwords.")]
    [InlineData("correct horse battery staple", "is one of the most common passwords.")]
    [InlineData("correct horse battery", null)]
    [InlineData("Correct-Horse-7-Battery", null)]
    [InlineData("twelve chars", null)]
    [InlineData("another password", null)]
    [InlineData("tr0ub4dor&3-xkcd", null)]
    [InlineData("9f86d081884c7d65", null)]
    [InlineData("пароль из слов", null)]
    [InlineData("webhooks for my aunt", null)]
    public void Guessable_passwords_are_refused_with_the_reason(string? password, string? fault) => Assert.Equal(fault, PasswordRule.Error(password, Email));

    [Fact]
    public void A_password_of_the_max_length_is_checked_and_a_longer_one_is_refused()
    {
        Assert.Equal("must not be one character repeated.", PasswordRule.Error(new string('x', PasswordRule.MaxLength)));
        Assert.Equal("must have at most 256 characters.", PasswordRule.Error(new string('x', PasswordRule.MaxLength + 1)));
    }
}
