using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("4711", typeof(SearchTerm.Number))]
    [InlineData("#4711", typeof(SearchTerm.Number))]
    [InlineData("0be2bd61-7e28-4620-87f0-74952725d960", typeof(SearchTerm.Uuid))]
    [InlineData("0BE2BD61-7E28-4620-87F0-74952725D960", typeof(SearchTerm.Uuid))]
    [InlineData("Freja.Holm@example.com", typeof(SearchTerm.Person))]
    [InlineData("+45 20 12 34 56", typeof(SearchTerm.Person))]
    [InlineData("004520123456", typeof(SearchTerm.Person))]
    [InlineData("203.0.113.7", typeof(SearchTerm.IpAddress))]
    [InlineData("2001:DB8::1", typeof(SearchTerm.IpAddress))]
    [InlineData("0be2bd617e2846208 7f074952725d960", typeof(SearchTerm.Name))]
    [InlineData("0be2bd617e28462087f074952725d960", typeof(SearchTerm.Uuid))]
    [InlineData("45 20 12 34 56", typeof(SearchTerm.Person))]
    [InlineData("conversation 4711", typeof(SearchTerm.Number))]
    [InlineData("Conversation #4711", typeof(SearchTerm.Number))]
    [InlineData("4711,", typeof(SearchTerm.Number))]
    [InlineData("<freja@example.com>", typeof(SearchTerm.Person))]
    [InlineData("Conversation created", typeof(SearchTerm.Name))]
    [InlineData("2026-12-01", typeof(SearchTerm.Name))]
    [InlineData("CRM", typeof(SearchTerm.Name))]
    [InlineData("1.2", typeof(SearchTerm.Name))]
    [InlineData("% _ ' OR 1=1 --", typeof(SearchTerm.Name))]
    [InlineData("99999999999999999999", typeof(SearchTerm.Name))]
    [InlineData("a@b@c", typeof(SearchTerm.Name))]
    public void A_text_is_taken_for_one_kind_of_thing(string text, Type expected)
    {
        Assert.IsType(expected, SearchTerm.Read(text));
        Assert.Equal(SearchTerm.Read(text), SearchTerm.Read($"  {text}\u200b\r\n"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u200b")]
    public void An_empty_text_is_no_term(string? text) => Assert.Null(SearchTerm.Read(text));

    [Fact]
    public void Subjects_are_those_of_the_index()
    {
        Assert.Equal([SubjectKey.Conversation(4711)], SearchTerm.Read("4711")!.Subjects);
        Assert.Equal([SubjectKey.Of(SubjectKind.Email, "freja@example.com")], SearchTerm.Read("FREJA@example.com")!.Subjects);
        Assert.Equal([SubjectKey.Of(SubjectKind.Phone, "4520123456")], SearchTerm.Read("0045 20123456")!.Subjects);
        Assert.Equal([SubjectKey.Of(SubjectKind.Phone, "4520123456")], SearchTerm.Read("45 20 12 34 56")!.Subjects);
        Assert.Equal([SubjectKey.Conversation(4520123456), SubjectKey.Of(SubjectKind.Phone, "4520123456")], SearchTerm.Read("4520123456")!.Subjects);
        Assert.Equal([SubjectKey.Of(SubjectKind.Ip, "2001:db8::1")], SearchTerm.Read("2001:DB8::1")!.Subjects);
        Assert.Contains(SubjectKey.Of(SubjectKind.Ip, "2001:db8::1"), SearchTerm.Read("2001:0DB8:0:0:0:0:0:1")!.Subjects);
        Assert.Empty(SearchTerm.Read("CRM")!.Subjects);
    }
}
