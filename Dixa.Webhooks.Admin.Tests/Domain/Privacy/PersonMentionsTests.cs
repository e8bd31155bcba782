using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Privacy;

public sealed class PersonMentionsTests
{
    private const string Address = "freja@example.com";
    private const string Phone = "+4520123456";
    private const string Id = "b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10";

    [Theory]
    [InlineData(Address, "freja@example.com")]
    [InlineData(Address, "Reply to FREJA@Example.COM now")]
    [InlineData(Address, "<freja@example.com>.")]
    [InlineData(Address, "freja@example.com.")]
    [InlineData(Address, "'freja@example.com'")]
    [InlineData(Address, """{"text":"the address of d'freja@example.com"}""")]
    [InlineData("o'brien@example.com", """{"email":"o'brien@example.com"}""")]
    [InlineData(Address, "?email=freja@example.com&x=1")]
    [InlineData(Address, "\"freja\\u0040example.com\"")]
    [InlineData(Address, """{"a":"b\n","x":["fr\u0065ja@example.com"]}""")]
    [InlineData(Address, """{"fr\u0065ja@example.com":1}""")]
    [InlineData(Address, "?email=freja%40example.com")]
    [InlineData(Address, "freja&#64;example.com")]
    [InlineData(Phone, "+4520123456")]
    [InlineData(Phone, "call 4520123456 or")]
    [InlineData(Phone, "tel:+45 20 12 34 56;")]
    [InlineData(Phone, "%2B4520123456")]
    [InlineData(Phone, "dial 004520123456")]
    [InlineData(Phone, "+45 (20) 12 34 56")]
    [InlineData(Address, """["\ud800","freja\u0040example.com"]""")]
    [InlineData(Id, "/users/B3E1F6A4-2D0C-4C4B-9F0E-5B8F2C7D9A10/x")]
    [InlineData("søren@grønt.dk", "Søren@Grønt.dk")]
    public void A_mention_is_found(string person, string text) => Assert.True(Mentions(person, text));

    [Theory]
    [InlineData(Address, "alfreja@example.com")]
    [InlineData(Address, "freja@example.com.au")]
    [InlineData(Address, "freja@example.community")]
    [InlineData(Address, "x-freja@example.com")]
    [InlineData(Address, "freja at example.com")]
    [InlineData(Address, "")]
    [InlineData(Address, """{"email":"o'freja@example.com"}""")]
    [InlineData(Address, """{"email":"o\u0027freja@example.com"}""")]
    [InlineData(Phone, "+45201234567")]
    [InlineData(Phone, "104520123456")]
    [InlineData(Phone, "+45 20 12 34 57")]
    [InlineData(Id, "b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a11")]
    public void Someone_else_is_not_a_mention(string person, string text) => Assert.False(Mentions(person, text));

    [Theory]
    [InlineData(" Freja@Example.com ", PersonIdentifierKind.Email, "freja@example.com")]
    [InlineData("o'brien@example.com", PersonIdentifierKind.Email, "o'brien@example.com")]
    [InlineData("+45 20 12-34.56", PersonIdentifierKind.Phone, "4520123456")]
    [InlineData("0045 20123456", PersonIdentifierKind.Phone, "4520123456")]
    [InlineData("+1 (555) 123-4567", PersonIdentifierKind.Phone, "15551234567")]
    [InlineData("B3E1F6A4-2d0c-4c4b-9f0e-5b8f2c7d9a10", PersonIdentifierKind.UserId, Id)]
    public void An_address_a_number_and_a_uuid_identify_a_person(string text, PersonIdentifierKind kind, string value)
    {
        Assert.True(PersonIdentifier.TryParse(text, out var person));
        Assert.Equal((kind, value), (person.Kind, person.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Freja Holm")]
    [InlineData("@example.com")]
    [InlineData("freja@")]
    [InlineData("freja@example.com, ada@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("20123456")]
    [InlineData("+4")]
    [InlineData("+45 20 12 34 56 call me")]
    [InlineData("+4520123456+4520123457")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("b3e1f6a4")]
    [InlineData("%")]
    [InlineData("'; DROP TABLE events; --")]
    public void Anything_else_does_not(string? text) => Assert.False(PersonIdentifier.TryParse(text, out _));

    private static bool Mentions(string person, string text)
    {
        Assert.True(PersonIdentifier.TryParse(person, out var identifier));
        return new PersonMentions(identifier).In(Encoding.UTF8.GetBytes(text));
    }
}
