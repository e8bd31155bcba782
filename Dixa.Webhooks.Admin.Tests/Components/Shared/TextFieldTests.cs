using Bunit;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class TextFieldTests : ComponentTest
{
    [Theory]
    [InlineData(null, "At least 12 characters.")]
    [InlineData("The password must have at least 12 characters.", "The password must have at least 12 characters.")]
    public void A_screen_reader_hears_the_hint_or_what_is_wrong(string? error, string heard)
    {
        var field = Render<TextField>(parameters => parameters
            .Add(p => p.Label, "Password").Add(p => p.TestId, "password").Add(p => p.Hint, "At least 12 characters.").Add(p => p.Error, error));

        var input = field.Find("input");

        Assert.Equal(heard, field.Find($"[id='{input.GetAttribute("aria-describedby")}']").TextContent.Trim());
        Assert.Equal(error is not null, input.GetAttribute("aria-invalid") == "true");
        Assert.Distinct(field.FindAll("[id]").Select(element => element.Id));
    }
}
