using Bunit;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class SecretFieldTests : ComponentTest
{
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private int _fetched;
    private int _copied;

    [Fact]
    public void A_secret_is_fetched_when_it_is_revealed_and_not_before()
    {
        var field = Show(Secret);
        Assert.Equal((0, Mask.Text), (_fetched, field.Find(ById("secret-value")).TextContent));
        Assert.DoesNotContain(Secret, field.Markup, StringComparison.Ordinal);

        field.Find(ById("secret-reveal")).Click();
        Assert.Equal((1, Secret), (_fetched, field.Find(ById("secret-value")).TextContent));

        field.Find(ById("secret-reveal")).Click();
        Assert.DoesNotContain(Secret, field.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Copying_does_not_show_it()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var field = Show(Secret);

        field.Find(ById("secret-copy")).Click();

        Assert.Equal(Secret, Assert.Single(module.Invocations["copy"]).Arguments[0]);
        Assert.Equal((0, 1), (_fetched, _copied));
        Assert.DoesNotContain(Secret, field.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_secret_is_reported()
    {
        var field = Show(null);

        field.Find(ById("secret-reveal")).Click();

        Assert.Equal(Mask.Text, field.Find(ById("secret-value")).TextContent);
        Assert.NotNull(field.Find("[role=alert]"));
    }

    private IRenderedComponent<SecretField> Show(string? secret) => Render<SecretField>(parameters => parameters
        .Add(field => field.Label, "Secret")
        .Add(field => field.Reveal, () =>
        {
            _fetched++;
            return Task.FromResult(secret);
        })
        .Add(field => field.Copy, () =>
        {
            _copied++;
            return Task.FromResult(secret);
        }));
}
