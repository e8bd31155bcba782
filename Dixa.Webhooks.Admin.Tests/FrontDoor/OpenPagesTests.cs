using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class OpenPagesTests
{
    [Fact]
    public void A_person_and_all_together_have_a_limit_and_closing_a_page_makes_room_at_once()
    {
        var pages = new OpenPages(Options.Create(new LimitsOptions { OpenPages = { PerPerson = 2, Total = 3 } }));

        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.TooManyOfPerson, pages.TryOpen("ada"));
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPagesAnswer.TooManyInAll, pages.TryOpen("sam"));

        pages.Close("ada");
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("sam"));
        Assert.Equal(OpenPagesAnswer.TooManyInAll, pages.TryOpen("ada"));
        pages.Close("sam");
        Assert.Equal(OpenPagesAnswer.Opened, pages.TryOpen("ada"));
    }
}
