using Bunit;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

public sealed class FieldTableTests : ComponentTest
{
    private static readonly IReadOnlyList<PayloadField> Fields =
    [
        new("who", "who", "object", IsOptional: true, IsNullable: true, IsInferred: true, "Who did it.",
        [
            new("id", "who.id", "string (uuid)", IsOptional: false, IsNullable: false, IsInferred: false, "The id.", []),
            new("home", "who.home", "object", IsOptional: false, IsNullable: true, IsInferred: false, "Where from.",
            [
                new("city", "who.home.city", "string", IsOptional: false, IsNullable: false, IsInferred: false, "The city.", []),
            ]),
        ]),
        new("when", "when", "string (date-time)", IsOptional: false, IsNullable: false, IsInferred: false, "The time.", []),
    ];

    [Fact]
    public void The_outermost_are_unfolded_and_each_says_type_presence_and_meaning()
    {
        var table = Show();

        Assert.Equal(["who", "who.id", "who.home", "when"], Shown(table));
        Assert.Equal(["object", "optional", "nullable", "inferred"], Words(table, "field-who"));
        Assert.Equal(["string (date-time)"], Words(table, "field-when"));
        Assert.Equal("Who did it.", table.Find($"{ById("field-who")} .meaning").TextContent);
        Assert.Equal("--depth: 1", table.Find(ById("field-who.home")).GetAttribute("style"));
    }

    [Fact]
    public async Task What_an_object_holds_folds_and_unfolds()
    {
        var table = Show();
        Assert.Equal("false", table.Find(ById("fold-who.home")).GetAttribute("aria-expanded"));

        await table.Find(ById("fold-who.home")).ClickAsync();
        Assert.Equal(["who", "who.id", "who.home", "who.home.city", "when"], Shown(table));
        Assert.Equal("true", table.Find(ById("fold-who.home")).GetAttribute("aria-expanded"));

        await table.Find(ById("fold-who")).ClickAsync();
        Assert.Equal(["who", "when"], Shown(table));
    }

    [Fact]
    public async Task Everything_unfolds_and_folds_at_once()
    {
        var table = Show();

        await table.Find(ById("fields-fold")).ClickAsync();
        Assert.Equal(5, Shown(table).Count());
        Assert.Equal("Collapse all", table.Find(ById("fields-fold")).TextContent.Trim());

        await table.Find(ById("fields-fold")).ClickAsync();
        Assert.Equal(["who", "when"], Shown(table));
    }

    [Fact]
    public void What_was_searched_for_is_unfolded_and_marked()
    {
        var table = Show("who.home.city");

        Assert.Equal("field-who.home.city", Assert.Single(table.FindAll("tr.found")).GetAttribute("data-testid"));
    }

    private IRenderedComponent<FieldTable> Show(params string[] found) =>
        Render<FieldTable>(parameters => parameters.Add(table => table.Fields, Fields).Add(table => table.Found, found));

    private static IEnumerable<string> Shown(IRenderedComponent<FieldTable> table) => table.FindAll("tbody tr").Select(row => row.GetAttribute("data-testid")!["field-".Length..]);

    private static IEnumerable<string> Words(IRenderedComponent<FieldTable> table, string row) => table.FindAll($"{ById(row)} .type > span").Select(word => word.TextContent);
}
