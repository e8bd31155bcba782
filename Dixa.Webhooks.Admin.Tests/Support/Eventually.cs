namespace Dixa.Webhooks.Admin.Support;

/// <summary>Waits for what happens elsewhere, up to a deadline, and says what it waited for when it does not happen.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

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

    /// <summary>Lets the work that is queued on the thread pool so far run, so that a call too many is seen.</summary>
    public static async Task PoolSettlesAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Factory.StartNew(
                static () => { }, TestContext.Current.CancellationToken, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }
    }
}
