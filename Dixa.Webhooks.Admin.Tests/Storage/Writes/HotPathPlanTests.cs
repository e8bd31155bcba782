using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;
using Dixa.Webhooks.Admin.Storage.Writes.Handlers;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The SQL of the hot path in SQLite: each statement is a constant in a handler, and finds its rows with an index.</summary>
public sealed partial class HotPathPlanTests : StoreTest
{
    // The table of the store has one row. The others run at startup and shutdown over all lanes, and after a jump of the system clock over all pending deliveries.
    private static readonly Type[] MayScan = [typeof(ReleaseAllLeasesHandler), typeof(ReleaseLanesHandler), typeof(SqliteMoveDueTimes), typeof(SqliteLimitDueTimes), typeof(IndexEventsHandler)];

    /// <summary>Parts of statements that are constants of their own, because several statements use them.</summary>
    private static readonly string[] Parts = ["CancelListedHandler.SameReason", "CancelPendingHandler.SameReason", "ClearRemovedHandler.Batch"];

    private static readonly (string Name, string Sql)[] Texts =
    [
        .. typeof(StoreWrite).Assembly.GetTypes()
            .Where(type => (type.Namespace == typeof(SqliteRecordAttempt).Namespace || type.Namespace == typeof(CancelPendingHandler).Namespace || type == typeof(SqliteDueReader)) && !MayScan.Contains(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => ($"{field.DeclaringType!.Name}.{field.Name}", (string)field.GetRawConstantValue()!)),
    ];

    public static TheoryData<string> Statements { get; } = [.. Texts.Select(text => text.Name).Except(Parts)];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_statement_reads_no_whole_table(string name) => Assert.DoesNotContain("SCAN", await PlanAsync(name));

    [Fact]
    public async Task What_is_due_comes_from_the_due_index_in_its_order()
    {
        var plan = await PlanAsync("SqliteDueReader.Due");
        var tied = await PlanAsync("SqliteDueReader.DueAtOnce");

        Assert.Contains("USING COVERING INDEX ix_deliveries_due (subscription_id=? AND due_at>? AND due_at<?)", plan);
        Assert.Contains("USING COVERING INDEX ix_deliveries_due (subscription_id=? AND due_at=? AND id>?)", tied);
        Assert.DoesNotContain("TEMP B-TREE", plan + tied);
    }

    [Fact]
    public async Task What_is_due_next_comes_from_the_due_index_alone() =>
        Assert.Contains("USING COVERING INDEX ix_deliveries_due (subscription_id=? AND due_at>?)", await PlanAsync("SqliteDueReader.NextDue"));

    private async Task<string> PlanAsync(string name)
    {
        var sql = Texts.Single(text => text.Name == name).Sql;
        await using var context = await Store.ContextAsync();
        return await SqlRecorder.PlanAsync(
            context.Database.GetDbConnection(),
            sql,
            [.. Parameter().Matches(sql).Select(parameter => parameter.Value).Distinct().Select(parameter => (parameter, (object?)1L))]);
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Parameter();
}
