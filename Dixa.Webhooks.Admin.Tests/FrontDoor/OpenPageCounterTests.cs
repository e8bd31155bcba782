using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class OpenPageCounterTests
{
    [Fact]
    public void Each_person_and_all_together_have_a_limit_and_closing_a_page_frees_it_immediately()
    {
        var pages = new OpenPageCounter(Options.Create(new LimitsOptions { OpenPages = { PerPerson = 2, Total = 3 } }));

        Assert.Equal(OpenPageResult.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPageResult.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPageResult.TooManyForPerson, pages.TryOpen("ada"));
        Assert.Equal(OpenPageResult.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPageResult.TooManyInTotal, pages.TryOpen("sam"));

        pages.Close("ada");
        Assert.Equal(OpenPageResult.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPageResult.TooManyInTotal, pages.TryOpen("ada"));
        pages.Close("sam");
        Assert.Equal(OpenPageResult.Opened, pages.TryOpen("ada"));
    }
}
