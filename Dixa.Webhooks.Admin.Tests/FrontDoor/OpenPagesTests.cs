using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class OpenPagesTests
{
    [Fact]
    public void Each_person_and_all_together_have_a_limit_and_closing_a_page_frees_it_immediately()
    {
        var pages = new OpenPages(Options.Create(new LimitsOptions { OpenPages = { PerPerson = 2, Total = 3 } }));

        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.TooManyForPerson, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPagesAnswer.TooManyInTotal, pages.TryOpen("sam"));

        pages.Close("ada");
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPagesAnswer.TooManyInTotal, pages.TryOpen("ada"));
        pages.Close("sam");
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
    }
}
