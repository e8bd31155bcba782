using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>With SQLite there is one process, which writes nothing.</summary>
public sealed class ProcessQueriesTests : StoreTest
{
    [Fact]
    public async Task One_process_is_listed_without_a_row()
    {
        using var reporter = Store.Make<ProcessReporter>();
        await reporter.StartAsync(Cancel);
        await reporter.ExecuteTask!;
        await reporter.StopAsync(Cancel);

        var process = Assert.Single(await Store.Service<ProcessQueries>().ListAsync(Cancel));

        Assert.True(process.IsThis);
        Assert.Equal(("Web, Ingest, Dispatch", $"{Environment.MachineName}:{Environment.ProcessId}"), (process.Roles, process.Name));
        await using var context = await Store.ContextAsync();
        Assert.Equal(0, await context.Processes.CountAsync(Cancel));
    }
}

/// <summary>Processes that share a database.</summary>
[OnPostgres]
public sealed class ProcessQueriesTestsOnPostgres : StoreTest
{
    [Fact]
    public async Task Each_process_sees_the_others_and_what_they_do()
    {
        await using var other = Store.AsAnotherProcess();
        other.Service<AttemptCounter>().Add(succeeded: true);
        using var reporter = other.Make<ProcessReporter>();
        Assert.Equal(ProcessReporter.Interval, await reporter.ReportAsync(Cancel));
        other.Service<AttemptCounter>().Add(succeeded: false);
        await reporter.ReportAsync(Cancel);

        var processes = await Store.Service<ProcessQueries>().ListAsync(Cancel);

        Assert.Equal([true, false], processes.Select(process => process.IsThis));
        Assert.Equal(new AttemptSum(1, 1), processes[1].Report.LastFiveMinutes);
        Assert.Equal(new AttemptSum(1, 1), (await Store.Service<QueueQueries>().ReadAsync(Cancel)).LastFiveMinutes);

        await reporter.StopAsync(Cancel);
        Assert.Single(await Store.Service<ProcessQueries>().ListAsync(Cancel));
    }

    [Fact]
    public async Task A_killed_process_is_silent_then_forgotten()
    {
        await using var other = Store.AsAnotherProcess();
        using var reporter = other.Make<ProcessReporter>();
        await reporter.ReportAsync(Cancel);

        Store.Time.Advance(ProcessStatus.SilentAfter + TimeSpan.FromSeconds(1));
        var silent = (await Store.Service<ProcessQueries>().ListAsync(Cancel))[1];
        Assert.True(silent.IsSilent(Store.Time.GetUtcNow()));

        Store.Time.Advance(ProcessReporter.ForgottenAfter);
        Assert.Single(await Store.Service<ProcessQueries>().ListAsync(Cancel));
        using var own = Store.Make<ProcessReporter>();
        await own.ReportAsync(Cancel);
        await using var context = await Store.ContextAsync();
        Assert.Equal(1, await context.Processes.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_hides_no_process()
    {
        await using var other = Store.AsAnotherProcess();
        using var reporter = other.Make<ProcessReporter>();
        await reporter.ReportAsync(Cancel);
        await Store.ExecuteAsync("UPDATE processes SET report = 'not json'");

        var processes = await Store.Service<ProcessQueries>().ListAsync(Cancel);

        Assert.Equal(2, processes.Count);
        Assert.Equal(0, processes[1].Report.Requests);
    }
}
