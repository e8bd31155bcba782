using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>What is logged while the store fails.</summary>
public sealed class StoreFailureLogTests : IDisposable
{
    private const string Consequence = "A write failed";

    private readonly RecordedLog _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly StoreFailureLoggerFactory _factory;

    public StoreFailureLogTests() => _factory = new StoreFailureLoggerFactory(new LoggerFactory([_log]), _time);

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void The_first_error_is_logged_with_its_stack_trace_and_the_following_ones_are_counted()
    {
        Fail(1_000);

        var message = Assert.Single(_log.Messages);
        Assert.StartsWith("The store failed. A write failed.", message, StringComparison.Ordinal);
        Assert.Contains("database or disk is full", message, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(StoreFailureLogTests).FullName}.{nameof(Thrown)}", message, StringComparison.Ordinal);
        Assert.InRange(message.Split('\n').Length, 2, 21);
    }

    [Fact]
    public void Once_a_minute_one_line_says_how_many_errors_there_were()
    {
        Fail(10);
        _time.Advance(StoreFailureLog.SummaryInterval - TimeSpan.FromSeconds(1));
        Fail(5);
        Assert.Single(_log.Messages);

        _time.Advance(TimeSpan.FromSeconds(1));
        Fail(3);
        _time.Advance(StoreFailureLog.SummaryInterval);
        Fail(2);

        Assert.Equal(3, _log.Messages.Count);
        Assert.StartsWith("The store is still failing: 16 errors since the last line, first error at 2026-03-01 12:00:00Z", _log.Messages[1], StringComparison.Ordinal);
        Assert.StartsWith("The store is still failing: 3 errors since the last line", _log.Messages[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_after_the_last_error_ends_it_with_one_line()
    {
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(2));
        Fail(1);

        // A connection that broke earlier may still fail.
        _factory.Failures.Succeeded();
        Assert.Single(_log.Messages);

        _time.Advance(StoreFailureLog.QuietTime);
        _factory.Failures.Succeeded();
        _factory.Failures.Succeeded();

        Assert.Equal(2, _log.Messages.Count);
        Assert.Equal("The store works again. There were 4 errors from 2026-03-01 12:00:00Z to 2026-03-01 12:00:02Z", _log.Messages[1]);
    }

    [Fact]
    public void Each_further_kind_of_error_gets_one_line_without_a_stack_trace()
    {
        Fail(2);
        Fail(100, new NpgsqlException("Failed to connect", new TimeoutException()));
        Fail(100, new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"));

        Assert.Equal(3, _log.Messages.Count);
        Assert.Equal("The store fails with another error. A write failed. Failed to connect", _log.Messages[1]);
        Assert.Equal("The store fails with another error. A write failed. 57P03: the database system is starting up", _log.Messages[2]);
    }

    [Fact]
    public void A_store_that_fails_again_and_again_is_logged_with_one_stack_trace_a_minute()
    {
        for (var i = 0; i < 6; i++)
        {
            Fail(100);
            _time.Advance(TimeSpan.FromSeconds(20));
            _factory.Failures.Succeeded();
        }

        Assert.Equal(12, _log.Messages.Count);
        Assert.Equal(2, _log.Messages.Count(message => message.Contains("   at ", StringComparison.Ordinal) || message.Contains("\nat ", StringComparison.Ordinal)));
        Assert.Equal(4, _log.Messages.Count(message => message.StartsWith("The store failed again.", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_error_is_found_behind_what_the_frameworks_make_of_it()
    {
        var full = Thrown(new SqliteException("SQLite Error 13: 'database or disk is full'.", 13));
        Fail(1, new DbUpdateException("An error occurred while saving", full));
        Fail(1, new InvalidOperationException("likely due to a transient failure", full));
        Fail(1, new StoreUnavailableException("The store cannot write", full));

        Assert.Single(_log.Messages);
    }

    [Fact]
    public void Errors_that_the_store_did_not_cause_are_logged_unchanged()
    {
        var constraint = new SqliteException("UNIQUE constraint failed", 19);
        var canceled = new OperationCanceledException("canceled", new PostgresException("canceling statement", "ERROR", "ERROR", "57014"));
        Fail(2, constraint);
        Fail(2, new InvalidOperationException("a bug"));
        Fail(1, canceled);
        Write(_factory.CreateLogger("Anything"), LogLevel.Warning, error: null);

        Assert.Equal(6, _log.Entries.Count);
        Assert.Equal(5, _log.Entries.Count(entry => entry.Error is not null));
    }

    [Fact]
    public void What_the_host_says_about_its_end_is_never_counted_instead()
    {
        Fail(1);
        var error = new SqliteException("SQLite Error 13: 'database or disk is full'.", 13);
        Write(_factory.CreateLogger("Microsoft.Extensions.Hosting.Internal.Host"), LogLevel.Error, error);
        Write(_factory.CreateLogger("Anything"), LogLevel.Critical, error);

        Assert.Equal(3, _log.Entries.Count);
    }

    private void Fail(int times, Exception? error = null)
    {
        error ??= Thrown(new SqliteException("SQLite Error 13: 'database or disk is full'.", 13));
        for (var i = 0; i < times; i++)
        {
            Write(_factory.CreateLogger($"Category {i}"), LogLevel.Error, error);
        }
    }

    private static void Write(ILogger logger, LogLevel level, Exception? error) => logger.Log(level, default, Consequence, error, (text, _) => text);

    private static SqliteException Thrown(SqliteException error)
    {
        try
        {
            throw error;
        }
        catch (SqliteException thrown)
        {
            return thrown;
        }
    }
}
