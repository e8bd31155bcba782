using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

public sealed class EndpointCheckTests
{
    [Fact]
    public async Task A_lookup_that_hangs_keeps_the_form_waiting_for_two_seconds_and_the_name_is_taken()
    {
        using var hang = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var check = Check(time, _ =>
        {
            asked.SetResult();
            hang.Wait();
            return [IPAddress.Loopback];
        });

        var checking = check.ErrorAsync(new Uri("http://hangs.example/"), TestContext.Current.CancellationToken);
        await asked.Task;
        time.Advance(TimeSpan.FromMilliseconds(1_999));
        Assert.False(checking.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await checking);
        hang.Set();
    }

    [Fact]
    public async Task A_name_that_is_too_long_to_look_up_is_no_crash()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) + ".example.example";

        Assert.Null(await Check(TimeProvider.System, Dns.GetHostAddresses).ErrorAsync(new Uri($"http://{host}/"), TestContext.Current.CancellationToken));
    }

    private static EndpointCheck Check(TimeProvider time, Func<string, IPAddress[]> resolve) =>
        new(new NameLookup(resolve), Targets.Guard(Targets.Options()), new SandboxEndpoint(), time);
}
