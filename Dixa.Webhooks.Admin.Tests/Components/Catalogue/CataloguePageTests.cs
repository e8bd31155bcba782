using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

public sealed class CataloguePageTests : ComponentTest
{
    [Fact]
    public void Every_type_is_listed_under_the_groups_of_the_form()
    {
        var page = Open();

        Assert.Equal(["Lifecycle", "Routing", "Content", "Message delivery", "Service levels", "End users and bans"], page.FindAll("nav section h2").Select(title => title.TextContent));
        Assert.Equal(
            EventCatalogue.All.OrderBy(type => type.Group).Select(type => AppUrls.CatalogueEvent(type.Fqn)),
            page.FindAll("nav section a").Select(link => link.GetAttribute("href")));
        Assert.Equal($"{EventCatalogue.All.Count} events", page.Find(ById("catalogue-count")).TextContent);
        Assert.Empty(page.FindAll(ById("catalogue-details")));
    }

    [Fact]
    public void A_search_is_in_the_URL_and_stays_next_to_the_open_type()
    {
        var page = Open("?q=rated%20convers");

        Assert.Equal("rated convers", page.Find(ById("catalogue-search")).GetAttribute("value"));
        Assert.Equal($"{AppUrls.To(AppRoutes.EventCatalogue)}/CONVERSATION_RATED?q=rated%20convers", Assert.Single(page.FindAll("nav section a")).GetAttribute("href"));
        Assert.Equal($"1 of {EventCatalogue.All.Count} events", page.Find(ById("catalogue-count")).TextContent);
    }

    [Fact]
    public async Task Typing_updates_the_URL_and_searches()
    {
        var page = Open();

        page.Find(ById("catalogue-search")).Input("score");
        Store.Time.Advance(TimeSpan.FromSeconds(1));

        await page.WaitForAssertionAsync(() => Assert.EndsWith("/event-catalogue?q=score", Address, StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Equal("Matching fields", Assert.Single(page.FindAll("nav section h2")).TextContent));
        Assert.Equal("Has score", page.Find($"{ById("catalogue-event-CONVERSATION_RATED")} .more").TextContent);
    }

    [Fact]
    public async Task What_is_typed_while_a_search_is_on_its_way_stays()
    {
        var page = Open();
        await page.Find(ById("catalogue-search")).InputAsync("sco");
        Store.Time.Advance(Shared.SearchField.Pause - TimeSpan.FromMilliseconds(1));
        await page.Find(ById("catalogue-search")).InputAsync("score ");
        Store.Time.Advance(Shared.SearchField.Pause);

        await page.WaitForAssertionAsync(() => Assert.EndsWith("/event-catalogue?q=score", Address, StringComparison.Ordinal));
        Assert.Equal("score ", page.Find(ById("catalogue-search")).GetAttribute("value"));
    }

    [Fact]
    public async Task Where_nothing_matches_the_search_can_be_cleared()
    {
        var page = Open("?q=zebra");

        Assert.Contains("No event matches “zebra”", page.Find(ById("catalogue-none")).TextContent, StringComparison.Ordinal);
        await page.Find(ById("catalogue-clear")).ClickAsync();

        Assert.EndsWith(AppRoutes.EventCatalogue, Address, StringComparison.Ordinal);
        Assert.Equal(EventCatalogue.All.Count, page.FindAll("nav section a").Count);
    }

    [Fact]
    public void An_open_type_is_marked_in_the_list_and_the_way_back_keeps_the_search()
    {
        var page = Open("?q=rated", "CONVERSATION_RATED");

        Assert.Equal("Conversation rated", page.Find(ById("catalogue-title")).TextContent);
        Assert.Equal(AppUrls.CatalogueEvent("CONVERSATION_RATED", "rated"), page.Find("nav a[aria-current='page'].event").GetAttribute("href"));
        Assert.Equal(AppUrls.SearchEvents("rated"), page.Find(ById("catalogue-back")).GetAttribute("href"));
    }

    [Fact]
    public void At_the_address_of_no_type_the_way_back_is_shown()
    {
        var page = Open(fqn: "CONVERSATION_LOST");

        Assert.Contains("There is no event named CONVERSATION_LOST.", page.Find(ById("missing")).TextContent, StringComparison.Ordinal);
        Assert.Equal(AppUrls.To(AppRoutes.EventCatalogue), page.Find(ById("missing-back")).GetAttribute("href"));
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<CataloguePage> Open(string query = "", string? fqn = null)
    {
        SignIn(Role.Support);
        Services.GetRequiredService<NavigationManager>().NavigateTo((fqn is null ? AppRoutes.EventCatalogue : AppUrls.CatalogueEvent(fqn)) + query);
        return Render<CataloguePage>(parameters => parameters.Add(page => page.Fqn, fqn));
    }
}
