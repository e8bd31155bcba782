using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch;

public sealed class OpenFileBudgetTests
{
    private const int Sqlite = 48;

    [Theory]
    [InlineData(504, Sqlite, 28, 18, 10)]
    [InlineData(512, Sqlite, 32, 21, 11)]
    [InlineData(1_024, Sqlite, 288, 192, 96)]
    [InlineData(1_024, 100, 262, 174, 88)]
    [InlineData(20_000, Sqlite, 9_776, 6_517, 3_259)]
    [InlineData(int.MaxValue, Sqlite, 1_073_741_599, 715_827_733, 357_913_867)]
    public void Half_of_the_sockets_are_for_endpoints_and_a_third_for_requests_that_come_in(int limit, int store, int outgoing, int incoming, int upgraded) =>
        Assert.Equal(new OpenFileBudget(outgoing, incoming, upgraded), OpenFileBudget.Of(limit, store));

    [Theory]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(512)]
    [InlineData(1_000_000)]
    public void What_is_shared_out_and_what_is_reserved_never_exceed_the_limit(int limit)
    {
        var budget = OpenFileBudget.Of(limit, Sqlite);

        Assert.InRange(budget.Outgoing + budget.Incoming + budget.Upgraded, 1, Math.Max(limit, OpenFileBudget.Min(Sqlite)) - 400 - Sqlite);
    }

    [Theory]
    [InlineData(128, Sqlite, "The limit of open files is 128. It must be at least 504: raise it with ulimit -n or LimitNOFILE=.")]
    [InlineData(503, Sqlite, "The limit of open files is 503. It must be at least 504: raise it with ulimit -n or LimitNOFILE=.")]
    [InlineData(512, 100, "The limit of open files is 512. It must be at least 556: raise it with ulimit -n or LimitNOFILE=.")]
    [InlineData(504, Sqlite, null)]
    [InlineData(556, 100, null)]
    public void A_limit_that_is_too_low_is_reported_with_the_lowest_that_is_enough(int limit, int store, string? error) =>
        Assert.Equal(error, OpenFileLimit.Error(limit, store));

    [Fact]
    public void The_limit_of_this_process_is_what_the_system_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is read from /proc.");
        var line = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));

        Assert.Equal(int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], System.Globalization.CultureInfo.InvariantCulture), OpenFileLimit.Read());
    }

    [Theory]
    [InlineData(32, 200_000_000, 28, 12_500_000, 6_250_000)]
    [InlineData(4, 1_000_000, 3, 4_194_304, 2_097_152)]
    [InlineData(10_000, 64_000_000_000, 8_750, 268_435_456, 134_217_728)]
    public void Requests_leave_some_connections_and_payloads_and_responses_take_a_part_of_the_memory(int connections, long memory, int requests, long payloads, long responses) =>
        Assert.Equal(new SendLimits(requests, connections, payloads, responses), SendLimits.Of(connections, memory));
}
