namespace Dixa.Webhooks.Admin.Startup;

public sealed class ResetPasswordFlagTests
{
    [Theory]
    [InlineData("ada@example.com", "--reset-password", "ada@example.com")]
    [InlineData("ada@example.com", "--reset-password=ada@example.com")]
    [InlineData("ada@example.com", "--Reset-Password", "ada@example.com")]
    [InlineData(null)]
    public void The_flag_names_a_person_and_leaves_the_settings(string? email, params string[] typed)
    {
        Assert.Equal(["--Urls=http://localhost:1"], ResetPasswordFlag.Take([.. typed, "--Urls=http://localhost:1"], out var read, out var problem));
        Assert.Equal((email, null), (read, problem));
    }

    [Theory]
    [InlineData("--reset-password")]
    [InlineData("--reset-password=")]
    [InlineData("--reset-password", "--demo")]
    public void Without_an_address_the_flag_says_what_it_needs(params string[] typed)
    {
        ResetPasswordFlag.Take(typed, out var email, out var problem);

        Assert.Equal((null, "--reset-password needs the person's e-mail address, for example --reset-password ada@example.com."), (email, problem));
    }
}
