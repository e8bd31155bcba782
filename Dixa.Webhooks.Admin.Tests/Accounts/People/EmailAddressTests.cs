using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MimeKit;

namespace Dixa.Webhooks.Admin.Accounts.People;

public sealed class EmailAddressTests
{
    private static readonly string[] Locals =
    [
        "ada", "ada.lovelace", "ada+news", "ada_1", "a", "ada-l", "o'hara", "ada.", ".ada", "ada..l", "\"ada\"", "\"a da\"", "\"a@b\"", "adä", "ада", "ada(x)", "<ada>", "ada,bob", "ada;", "a:b", "a\\b",
        "!#$%&*/=?^`{|}~", "", "=?utf-8?q?ada?=",
    ];

    private static readonly string[] Domains =
    [
        "example.com", "example.test", "mail.example.co.uk", "localhost", "bücher.example", "xn--bcher-kva.example", "[127.0.0.1]", "[IPv6:::1]", "[a\\]b]", "example.com.", ".example.com", "example..com", "-example.com",
        "exa_mple.com", "ex ample.com", "example.com(x)", "", "a,b", "123.45",
    ];

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("Ada.Lovelace@Example.COM")]
    [InlineData("ada+news@mail.example.co.uk")]
    [InlineData("o'hara@example.com")]
    [InlineData("ada_1@exa-mple.com")]
    [InlineData("adä@example.test")]
    [InlineData("ada@bücher.example")]
    [InlineData("ada@xn--bcher-kva.example")]
    [InlineData("admin@localhost")]
    public void An_ordinary_address_is_valid(string email) => Assert.True(EmailAddress.IsValid(email));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.com")]
    [InlineData("ada.@example.test")]
    [InlineData("ada@[a\\]b]")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada@example.com,bob@example.com")]
    [InlineData("ada@example.com\r\nBcc: bob@example.com")]
    [InlineData("a da@example.com")]
    public void An_address_that_cannot_be_mailed_to_is_refused(string? email) => Assert.False(EmailAddress.IsValid(email));

    [Fact]
    public void Every_kind_of_address_that_is_valid_can_be_mailed_to()
    {
        var emails = Locals.SelectMany(_ => Domains, (local, domain) => $"{local}@{domain}").ToList();

        Assert.All(emails.Where(EmailAddress.IsValid), CanBeMailedTo);
        Assert.InRange(emails.Count(EmailAddress.IsValid), 50, emails.Count / 2);
    }

    [Property(Arbitrary = [typeof(OddAddresses)], MaxTest = 2_000)]
    public void Any_text_that_is_valid_can_be_mailed_to(OddAddress odd)
    {
        if (EmailAddress.IsValid(odd.Text))
        {
            CanBeMailedTo(odd.Text);
        }
    }

    private static void CanBeMailedTo(string email)
    {
        using var message = new MimeMessage();
        message.To.Add(MailboxAddress.Parse(email));
        using var stream = new MemoryStream();
        message.WriteTo(stream, TestContext.Current.CancellationToken);
        var address = Assert.Single(message.To.Mailboxes).Address;
        Assert.Contains(email, new[] { address, MailboxAddress.EncodeAddrspec(address) });
    }

    /// <summary>Text made of the parts of addresses.</summary>
    public sealed record OddAddress(string Text);

    public static class OddAddresses
    {
        public static Arbitrary<OddAddress> Any() =>
            Gen.Elements("a", "b", ".", "@", "-", "_", "+", "\"", "\\", "[", "]", "(", ")", "<", ">", ",", ";", ":", "ä", "com", "=?utf-8?q?x?=", "'")
                .NonEmptyListOf()
                .Select(parts => new OddAddress(string.Concat(parts)))
                .ToArbitrary();
    }
}
