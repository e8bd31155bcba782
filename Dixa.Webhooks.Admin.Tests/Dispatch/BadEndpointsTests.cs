using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Ten kinds of bad endpoints, with real sockets and the real clock.</summary>
public sealed class BadEndpointsTests
{
    public static TheoryData<string> Names { get; } = [.. BadEndpoints.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_receiver_that_behaves_badly_is_an_attempt_with_its_class_and_ends_in_time(string name)
    {
        await using var bad = BadEndpoints.Open(name);
        var options = Targets.Options("127.0.0.0/8");
        options.RequestTimeout = TimeSpan.FromSeconds(2.5);
        using var client = Targets.Client(options);
        var target = Targets.To(bad.Url);
        var began = TimeProvider.System.GetTimestamp();

        var result = await client.SendAsync(target, "{}"u8.ToArray());

        Assert.Equal((bad.StatusCode, bad.Failure), (result.StatusCode, result.Failure));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, Eventually.Deadline);
        Assert.Equal(bad.Endpoint?.Requests ?? 0, result.RequestHeaders is null ? 0 : 1);
    }

    [Fact]
    public async Task The_part_of_a_body_that_arrived_before_it_hung_is_kept()
    {
        await using var bad = BadEndpoints.Open("drips");
        var options = Targets.Options("127.0.0.0/8");
        options.RequestTimeout = TimeSpan.FromSeconds(2.5);
        using var client = Targets.Client(options);

        var result = await client.SendAsync(Targets.To(bad.Url), "{}"u8.ToArray());

        Assert.InRange(result.ResponseBody!.Length, 1, 4);
        Assert.Equal(["Content-Length"], HeaderLines.Read(result.ResponseHeaders).Select(header => header.Name));
    }

    [Fact]
    public async Task A_receiver_that_closes_keep_alive_after_each_response_fails_no_attempt_under_load()
    {
        await using var bad = BadEndpoints.Open("closes keep-alive after each answer");
        using var client = Targets.Client(Targets.Options("127.0.0.0/8"));
        var target = Targets.To(bad.Url);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var failures = new List<FailureClass?>();
            for (var i = 0; i < 50; i++)
            {
                failures.Add((await client.SendAsync(target, "{}"u8.ToArray())).Failure);
            }

            return failures;
        }));

        Assert.All(results.SelectMany(failures => failures), failure => Assert.Null(failure));
    }
}
