using System.Text;
using Dixa.Webhooks.Admin.Components.Webhooks.Verification;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

public sealed class SnippetTests(SnippetPrograms programs) : IClassFixture<SnippetPrograms>
{
    /// <summary>JSON that changes when it is parsed and serialized.</summary>
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960", "data":{"naïve":"\u00e9\/","n":1.0e5,"line":1""" + "\r\n}} ");

    private static readonly byte[] Key = Convert.FromHexString(Secret);

    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    public static TheoryData<string> Languages => [.. Snippet.All.Select(snippet => snippet.Slug)];

    public static TheoryData<string, string> Genuine => new MatrixTheoryData<string, string>(
        Snippet.All.Select(snippet => snippet.Slug),
        ["some minutes old", "the first of two signatures", "the second of two signatures", "next to a part of another version"]);

    public static TheoryData<string, string> Refused => new MatrixTheoryData<string, string>(
        Snippet.All.Select(snippet => snippet.Slug),
        [
            "too old", "from the future", "another secret", "two other secrets", "hex text as key", "in seconds", "no header", "empty", "no time", "no signature", "half a signature", "garbled", "line feed at the end",
        ]);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_real_delivery_is_genuine(string language)
    {
        await programs.PrepareAsync(language);
        var (secret, header, body) = await DeliverAsync();

        Assert.Equal(new ProgramEnd("genuine", "", 0), await programs.RunAsync(language, secret, header, body));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_real_delivery_with_one_byte_changed_is_refused(string language)
    {
        await programs.PrepareAsync(language);
        var (secret, header, body) = await DeliverAsync();
        body[^1] ^= 1;

        Assert.Equal(new ProgramEnd("refused", "", 1), await programs.RunAsync(language, secret, header, body));
    }

    [Theory]
    [MemberData(nameof(Genuine))]
    public async Task What_the_contract_allows_is_genuine(string language, string request)
    {
        await programs.PrepareAsync(language);
        var header = request switch
        {
            "some minutes old" => Signed(minutes: -3),
            "the first of two signatures" => Signed(Key, new byte[32]),
            "the second of two signatures" => Signed(new byte[32], Key),
            "next to a part of another version" => Signed() + ",v2=whatever",
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };

        Assert.Equal(new ProgramEnd("genuine", "", 0), await programs.RunAsync(language, Secret, header, Body));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Everything_else_is_refused_and_crashes_nothing(string language, string request)
    {
        var signed = Signed();
        var header = request switch
        {
            "too old" => Signed(minutes: -6),
            "from the future" => Signed(minutes: 6),
            "another secret" => DixaSignature.Create(new byte[32], Now, Body),
            "two other secrets" => Signed(new byte[32], Encoding.ASCII.GetBytes(Secret)),
            "hex text as key" => DixaSignature.Create(Encoding.ASCII.GetBytes(Secret), Now, Body),
            "in seconds" => InSeconds(),
            "no header" => null,
            "empty" => "",
            "no time" => signed[(signed.IndexOf(',', StringComparison.Ordinal) + 1)..],
            "no signature" => signed[..signed.IndexOf(',', StringComparison.Ordinal)],
            "half a signature" => signed[..^32],
            "garbled" => "t=²,v1==é,,=,†,v1,t",
            "line feed at the end" => signed + "\n",
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };

        Assert.Equal(new ProgramEnd("refused", "", 1), await programs.RunAsync(language, Secret, header, Body));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Without_a_secret_nothing_is_genuine(string language)
    {
        // Otherwise, anyone who knows that the secret is missing could sign with an empty key.
        var end = await programs.RunAsync(language, "", DixaSignature.Create([], Now, Body), Body);

        Assert.NotEqual("genuine", end.Output);
        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("he secret is 64 hex digits", end.Errors + end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_for_receivers_shows_the_Python_program() =>
        Assert.Contains($"```python\n{Snippet.Find("python").Code}```\n", DocumentBlock.ReadDocument("docs/receivers.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ruby", "Ruby")]
    [InlineData("Node", "Node.js")]
    [InlineData(null, "C#")]
    [InlineData("cobol", "C#")]
    public void An_address_leads_to_a_language(string? slug, string language) => Assert.Equal(language, Snippet.Find(slug).Language);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string Signed(int minutes = 0) => DixaSignature.Create(Key, Now.AddMinutes(minutes), Body);

    /// <summary>The header during an overlap.</summary>
    private static string Signed(byte[] first, byte[] second)
    {
        var now = Now;
        return $"{DixaSignature.Create(first, now, Body)},v1={DixaSignature.Digest(second, $"{now.ToUnixTimeMilliseconds()}.", Body)}";
    }

    private static string InSeconds()
    {
        var seconds = Now.ToUnixTimeSeconds();
        return $"t={seconds},v1={DixaSignature.Digest(Key, $"{seconds}.", Body)}";
    }

    /// <summary>The request that an endpoint receives from the application.</summary>
    private static async Task<(string Secret, string Header, byte[] Body)> DeliverAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var secret = "";
        await using (var store = await TestStore.OpenAsync([KeyValuePair.Create("Dispatch:AllowedNetworks:0", (string?)"127.0.0.0/8")]))
        {
            store.Time.SetUtcNow(Now);
            var webhook = await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (receiver.Url.ToString(), ["CONVERSATION_CREATED"]));
            secret = (await store.WebhookAsync(webhook)).Secret.Reveal();
            var delivery = await store.DeliveryAsync(webhook, payload: Encoding.UTF8.GetString(Body));
            store.Service<Dispatch.Lanes.LaneRegistry>().Wake(webhook);
            await store.Jobs.RunLanesAsync(store);
            Assert.Equal(DeliveryState.Delivered, (await store.DeliveryAsync(delivery)).State);
        }

        var request = Assert.Single(receiver.Requests);
        return (secret, request.Headers[DixaSignature.HeaderName], request.Body);
    }
}
