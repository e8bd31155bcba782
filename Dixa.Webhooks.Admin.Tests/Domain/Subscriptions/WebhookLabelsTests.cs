using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class WebhookLabelsTests
{
    public static TheoryData<string, string?> Tags => new()
    {
        { "crm, production , CRM,", null },
        { "équipe-1,team:billing,a/b.c_d e", null },
        { string.Join(',', Enumerable.Range(1, 10)), null },
        { string.Join(',', Enumerable.Range(1, 11)), "There must be at most 10 tags (there are 11)." },
        { new string('x', 30), null },
        { new string('x', 31), "A tag must be at most 30 characters (one has 31)." },
        { "a<b>", "The tag a<b> is not valid. A tag can contain letters, digits, spaces, hyphens, underscores, dots, colons and slashes." },
    };

    [Theory]
    [MemberData(nameof(Tags))]
    public void Tags_are_few_short_and_plain(string text, string? error) => Assert.Equal(error, WebhookLabels.TagsError(WebhookLabels.Clean(WebhookLabels.Read(text))));

    [Fact]
    public void A_tag_counts_once_and_is_kept_as_entered() => Assert.Equal(["Crm", "b"], WebhookLabels.Clean(WebhookLabels.Read(" Crm ,b,crm, ,")));

    [Fact]
    public void The_longest_tags_fit_into_the_column() =>
        Assert.Equal(WebhookLabels.MaxTagsLength, WebhookLabels.Write([.. Enumerable.Repeat(new string('x', WebhookLabels.MaxTagLength), WebhookLabels.MaxTags)]).Length);

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "The description must be at most 500 characters (it has 501).")]
    public void A_description_is_short(int length, string? error) => Assert.Equal(error, Error(draft => draft.Description = new string('x', length)));

    [Theory]
    [InlineData("CRM team", null)]
    [InlineData("CRM\nteam", "The owner must not contain control characters such as line breaks.")]
    [InlineData("CRM\u202Eteam", "The owner contains an invisible character (U+202E, right-to-left override) at position 4. Remove it.")]
    public void An_owner_is_one_readable_line(string owner, string? error) => Assert.Equal(error, Error(draft => draft.Owner = owner));

    private static string? Error(Action<WebhookDraft> change)
    {
        _ = Drafts.With(change).Check(stored: null, out var errors);
        return errors.SingleOrDefault()?.Message;
    }
}
