namespace Dixa.Webhooks.Admin.Support;

/// <summary>Waits for a condition up to a deadline, and reports the condition if it is not met.</summary>
internal static class Eventually
{
    /// <summary>Generous, for a busy machine. Passing tests do not wait for it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static Task BecomesTrueAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        BecomesTrueAsync(() => Task.FromResult(condition()), what, deadline);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        var within = deadline ?? Deadline;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > within)
            {
                Assert.Fail($"Not within {within.TotalSeconds:N0} s: {what}");
            }

            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets the work run that is already queued on the thread pool, so that an unexpected call is detected.</summary>
    public static async Task PoolSettlesAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Factory.StartNew(
                static () => { }, TestContext.Current.CancellationToken, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }
    }
}
