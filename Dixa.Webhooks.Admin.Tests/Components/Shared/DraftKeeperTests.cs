using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class DraftKeeperTests : ComponentTest
{
    private readonly BunitJSModuleInterop _browser;
    private readonly List<KeptDraft> _restored = [];
    private int _discarded;

    public DraftKeeperTests() => _browser = JSInterop.SetupModule("./Components/Shared/DraftKeeper.razor.js");

    [Fact]
    public void A_draft_is_restored_into_the_form_with_a_message()
    {
        SignIn(Role.Administrator);
        var keeper = Open("""{"version":"4","fields":[{"name":"name","text":"CRM"}]}""");

        keeper.WaitForAssertion(() => Assert.Equal("CRM", Assert.Single(_restored).Text("name")));
        Assert.Equal("4", _restored[0].Version);
        Assert.Equal("Restored what you had typed.", keeper.Find("p > span").TextContent);
        Assert.Single(_browser.Invocations["start"]);
    }

    [Fact]
    public void Who_had_typed_a_secret_is_asked_to_enter_it_again()
    {
        SignIn(Role.Administrator);
        var keeper = Open("""{"fields":[{"name":"password","secret":"typed"}]}""");

        keeper.WaitForAssertion(() => Assert.Equal("Restored what you had typed. Enter the password and header values again.", keeper.Find("p > span").TextContent));
    }

    [Fact]
    public async Task A_draft_that_is_discarded_is_forgotten_and_no_longer_spoken_of()
    {
        SignIn(Role.Administrator);
        var keeper = Open("""{"fields":[{"name":"name","text":"CRM"}]}""");
        keeper.WaitForElement(ById("draft-discard"));
        _browser.Setup<LongText.Held?>("open", _ => true).SetResult(new LongText.Held(null));

        await keeper.Find(ById("draft-discard")).ClickAsync(new());

        Assert.Equal(1, _discarded);
        Assert.Single(_browser.Invocations["stop"]);
        Assert.Empty(keeper.FindAll(ById("draft-restored")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not json")]
    [InlineData("[]")]
    public void Without_a_draft_that_can_be_read_the_form_stays_as_it_is(string? stored)
    {
        SignIn(Role.Administrator);
        var keeper = Open(stored);

        keeper.WaitForAssertion(() => Assert.Single(_browser.Invocations["start"]));
        Assert.Empty(_restored);
        Assert.Empty(keeper.FindAll(ById("draft-restored")));
    }

    [Fact]
    public void A_draft_belongs_to_the_user_and_the_address()
    {
        SignIn(Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/people?x=1#top");

        Open(null);

        Assert.Equal($"draft:{Support.Actors.Administrator.Id:N}:/settings/people?x=1:form", Assert.Single(_browser.Invocations["open"]).Arguments[1]);
    }

    [Fact]
    public void Nothing_is_stored_without_a_user()
    {
        Open("""{"fields":[]}""");

        Assert.Empty(_browser.Invocations);
    }

    private IRenderedComponent<DraftKeeper> Open(string? stored)
    {
        _browser.Setup<LongText.Held?>("open", _ => true).SetResult(stored is null ? new LongText.Held(null) : UserInputStream.Held(stored));
        _browser.SetupVoid(_ => true).SetVoidResult();
        return Render<DraftKeeper>(parameters => parameters
            .Add(keeper => keeper.Name, "form")
            .Add(keeper => keeper.Restore, draft => _restored.Add(draft))
            .Add(keeper => keeper.Discard, () => _discarded++));
    }
}
