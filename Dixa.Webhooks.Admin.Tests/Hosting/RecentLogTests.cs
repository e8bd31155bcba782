using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Hosting;

public sealed class RecentLogTests : IDisposable
{
    private readonly RecentLog _log = new(new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Only_the_last_entries_are_kept_in_their_order()
    {
        var logger = _log.CreateLogger("Dixa.Test");
        for (var i = 0; i < RecentLog.MaxEntries + 5; i++)
        {
            Write(logger, $"line {i}");
        }

        var entries = _log.Read();

        Assert.Equal(RecentLog.MaxEntries, entries.Count);
        Assert.Equal("2026-03-01T12:00:00.000Z warning Dixa.Test[7] line 5", entries[0]);
        Assert.EndsWith($"line {RecentLog.MaxEntries + 4}", entries[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_entry_is_cut_and_an_exception_is_in_it()
    {
        var logger = _log.CreateLogger("Dixa.Test");
        Write(logger, "failed", new InvalidOperationException("the cause"));
        Write(logger, new string('x', RecentLog.MaxLength * 2));

        Assert.Contains("System.InvalidOperationException: the cause", _log.Read()[0], StringComparison.Ordinal);
        Assert.Equal(RecentLog.MaxLength + 1, _log.Read()[1].Length);
    }

    private static void Write(ILogger logger, string text, Exception? error = null) => logger.Log(LogLevel.Warning, new EventId(7), text, error, (state, _) => state);
}
