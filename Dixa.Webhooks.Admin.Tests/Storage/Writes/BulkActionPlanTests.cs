using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The statements of a step of a bulk action find their rows with indexes.</summary>
public sealed partial class BulkActionPlanTests : StoreTest
{
    [Theory]
    [InlineData("InsertResend", "USING INTEGER PRIMARY KEY", "IX_deliveries_resend_of (resend_of=?)")]
    [InlineData("CancelDelivery", "USING INTEGER PRIMARY KEY", "")]
    public async Task A_statement_has_its_indexes(string statement, string first, string second)
    {
        var sql = (string)typeof(SqliteSession).GetField(statement, BindingFlags.Static | BindingFlags.NonPublic)!.GetRawConstantValue()!;
        await using var context = await Store.ContextAsync();

        var plan = await SqlRecorder.PlanAsync(context.Database.GetDbConnection(), sql, [.. Parameter().Matches(sql).Select(match => match.Value).Distinct().Select(name => (name, (object?)1L))]);

        Assert.Contains(first, plan, StringComparison.Ordinal);
        Assert.Contains(second, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Parameter();
}
