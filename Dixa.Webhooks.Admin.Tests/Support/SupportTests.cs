using System.Net;
using System.Text;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Tests of the journeys' tools.</summary>
public sealed class SupportTests
{
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Body = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_CREATED"}""";
    private const string Signature = "t=1689238949803,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Signature, Secret, Body, SignatureVerdict.Valid)]
    [InlineData(Signature, Secret, Body + " ", SignatureVerdict.Invalid)]
    [InlineData(Signature, "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", Body, SignatureVerdict.Invalid)]
    [InlineData("t=1689238949804,v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2", Secret, Body, SignatureVerdict.Invalid)]
    [InlineData("t=1689238949803,v1=30051803a6e6c1dd6e09b7fe113c8e1b5de47a21c0cbd11318ab92384a83bfc8", Secret, Body, SignatureVerdict.Invalid)]
    [InlineData("t=1689238949803, v1=e96b624a7a8de1dcf0f8397a67f7f84e87f3f8af5703a1d86cd7880d7548cea2", Secret, Body, SignatureVerdict.Invalid)]
    [InlineData("t=1689238949803,v1=E96B624A7A8DE1DCF0F8397A67F7F84E87F3F8AF5703A1D86CD7880D7548CEA2", Secret, Body, SignatureVerdict.Invalid)]
    [InlineData(null, Secret, Body, SignatureVerdict.Missing)]
    [InlineData(Signature, null, Body, SignatureVerdict.NotChecked)]
    public async Task The_receiver_verifies_signatures_itself(string? signature, string? secret, string body, SignatureVerdict verdict)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Secret = secret;

        using var answer = await PostAsync(receiver, body, signature);

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("POST", "/webhooks", body, verdict), (request.Method, request.Target, request.Text, request.Verdict));
        Assert.Equal("application/json", request.Headers["content-type"]);
    }

    [Fact]
    public async Task The_receiver_responds_as_configured()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(500), new Answer(204), new RedirectTo(new Uri("http://127.0.0.1:1/")), new HugeBody());

        var statuses = new List<int>();
        var lengths = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await PostAsync(receiver, Body, Signature);
            statuses.Add((int)answer.StatusCode);
            lengths.Add((await answer.Content.ReadAsByteArrayAsync(Cancel)).Length);
        }

        Assert.Equal([500, 204, 302, 200, 200], statuses);
        Assert.Equal(10 * 1024 * 1024, lengths[3]);
        Assert.Equal(5, receiver.Requests.Count);
    }

    [Fact]
    public async Task The_receiver_disconnects_and_sends_invalid_responses_as_configured()
    {
        await using var receiver = await Receiver.StartAsync();

        receiver.Next(new CloseConnection(), new Garbage(), new CutBody());

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(receiver, Body, Signature));
        var garbage = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(receiver, Body, Signature));
        Assert.Equal(HttpRequestError.InvalidResponse, garbage.HttpRequestError);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(receiver, Body, Signature));
        Assert.Equal(3, receiver.Requests.Count);
    }

    [Fact]
    public async Task The_receiver_hangs_and_drips_as_configured()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Hang(), new Drip(TimeSpan.FromMilliseconds(10)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync(receiver, Body, Signature, TimeSpan.FromMilliseconds(300)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync(receiver, Body, Signature, TimeSpan.FromMilliseconds(300)));

        Assert.Equal(2, receiver.Requests.Count);
    }

    [Fact]
    public async Task Two_free_ports_are_two() => Assert.NotEqual(await Task.Run(FreePort.Find, Cancel), FreePort.Find());

    [Fact]
    public async Task A_missed_deadline_is_reported()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Eventually.BecomesTrueAsync(() => false, "pigs fly", TimeSpan.FromMilliseconds(50)));

        Assert.Contains("pigs fly", failure.Message);
    }

    private static async Task<HttpResponseMessage> PostAsync(Receiver receiver, string body, string? signature, TimeSpan? timeout = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-DIXA-SIGNATURE", signature);
        }

        return await client.SendAsync(request, Cancel);
    }
}
