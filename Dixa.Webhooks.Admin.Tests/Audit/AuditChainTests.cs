using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>Whatever someone does to the table with SQL is noticed, and the first wrong row is named.</summary>
public class AuditChainTests : StoreTest
{
    private const int Rows = 600;
    private const string Changed = "was changed, inserted or moved";

    private static readonly AuditTarget Target = AuditTarget.Webhook(Guid.Parse("33333333-3333-4333-8333-333333333333"), "CRM updates");

    /// <summary>SQL, the first wrong row, and what is wrong with it.</summary>
    public static TheoryData<string, long, string> Tampering => new()
    {
        { "UPDATE audit SET at = at + 1 WHERE id = 1", 1, Changed },
        { "UPDATE audit SET actor_name = 'Eve' WHERE id = 300", 300, Changed },
        { "UPDATE audit SET actor_kind = 2 WHERE id = 300", 300, Changed },
        { "UPDATE audit SET actor_id = NULL WHERE id = 300", 300, Changed },
        { "UPDATE audit SET address = '198.51.100.7' WHERE id = 300", 300, Changed },
        { "UPDATE audit SET action = 2 WHERE id = 300", 300, Changed },
        { "UPDATE audit SET target_kind = 2 WHERE id = 300", 300, Changed },
        { "UPDATE audit SET target_id = NULL WHERE id = 300", 300, Changed },
        { "UPDATE audit SET target_name = 'Other' WHERE id = 300", 300, Changed },
        { "UPDATE audit SET data = NULL WHERE id = 600", 600, Changed },
        { "UPDATE audit SET hash = NULL WHERE id = 7", 7, Changed },
        { "UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 8) WHERE id = 7", 7, Changed },
        { "DELETE FROM audit WHERE id = 1", 1, "was removed" },
        { "DELETE FROM audit WHERE id = 300", 300, "was removed" },
        { "DELETE FROM audit WHERE id = 600", 600, "was removed" },
        { "DELETE FROM audit WHERE id > 500", 501, "was removed" },
        { "DELETE FROM audit", 1, "was removed" },
        { "DELETE FROM audit WHERE id = 300; UPDATE audit SET id = 300 WHERE id = 600", 300, Changed },
        { "UPDATE audit SET id = 1000 WHERE id = 10; UPDATE audit SET id = 10 WHERE id = 11; UPDATE audit SET id = 11 WHERE id = 1000", 10, Changed },
        { "INSERT INTO audit (id, at, actor_kind, actor_name, action, hash) SELECT 0, at, actor_kind, actor_name, action, hash FROM audit WHERE id = 1", 0, "was inserted" },
        { "INSERT INTO audit (id, at, actor_kind, actor_name, action, hash) SELECT 601, at, actor_kind, actor_name, action, hash FROM audit WHERE id = 600", 601, "was inserted" },
        { "INSERT INTO audit (id, at, actor_kind, actor_name, action, hash) SELECT 700, at, actor_kind, actor_name, action, hash FROM audit WHERE id = 600", 700, "was inserted" },
    };

    private AuditVerifier Verifier => Store.Service<AuditVerifier>();

    [Fact]
    public async Task An_unchanged_log_is_intact()
    {
        Assert.Equal(new AuditVerdict.Intact(1, 0), await Verifier.RunAsync(Cancel));
        await FillAsync();

        Assert.Equal(new AuditVerdict.Intact(1, Rows), await Verifier.RunAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task The_first_row_that_was_changed_removed_or_inserted_is_named(string sql, long id, string problem)
    {
        await FillAsync();

        await Store.ExecuteAsync(sql);

        Assert.Equal(new AuditVerdict.Broken(id, problem), await Verifier.RunAsync(Cancel));
    }

    [Theory]
    [InlineData("DELETE FROM audit_chain", "has rows but no chain")]
    [InlineData("UPDATE audit_chain SET key = 'another'", "cannot be decrypted")]
    [InlineData("DELETE FROM audit WHERE id > 500; UPDATE audit_chain SET last_id = 500, last_hash = (SELECT hash FROM audit WHERE id = 500)", "ends of the audit log (rows 1 to 500) were changed")]
    [InlineData("UPDATE audit_chain SET first_id = 101, anchor = (SELECT hash FROM audit WHERE id = 100); DELETE FROM audit WHERE id < 101", "ends of the audit log (rows 101 to 600) were changed")]
    public async Task Ends_of_the_chain_that_were_changed_are_noticed(string sql, string problem)
    {
        await FillAsync();

        await Store.ExecuteAsync(sql);

        Assert.Contains(problem, Assert.IsType<AuditVerdict.NoChain>(await Verifier.RunAsync(Cancel)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_was_deleted_is_not_hidden_by_the_next_row()
    {
        await FillAsync();
        await Store.ExecuteAsync("DELETE FROM audit_chain; DELETE FROM audit WHERE id = 300");

        await Store.AuditAsync(Target, new Activity.SecretRevealed());

        Assert.Equal(new AuditVerdict.Broken(1, Changed), await Verifier.RunAsync(Cancel));
    }

    [Fact]
    public async Task Rows_of_a_transaction_that_is_not_committed_leave_no_gap()
    {
        await Store.AuditAsync(Target, new Activity.SecretRevealed());
        await using (var context = await Store.ContextAsync())
        await using (await context.Database.BeginTransactionAsync(Cancel))
        {
            await Store.Service<AuditLog>().AddAsync(context, Actors.Administrator, Target, new Activity.SecretRevealed(), Cancel);
        }

        await Store.AuditAsync(Target, new Activity.SecretRevealed());

        Assert.Equal(new AuditVerdict.Intact(1, 2), await Verifier.RunAsync(Cancel));
    }

    [Fact]
    public async Task Transactions_at_the_same_time_add_one_after_another()
    {
        await using var other = Store.Provider is Storage.StorageProvider.PostgreSql ? Store.AsAnotherProcess() : null;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? other ?? Store : Store).AuditAsync(Target, new Activity.TestSent($"{i}"), new Activity.SecretRevealed()), Cancel)));

        Assert.Equal(new AuditVerdict.Intact(1, 80), await Verifier.RunAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_transaction_nothing_is_added()
    {
        await using var context = await Store.ContextAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Service<AuditLog>().AddAsync(context, Actors.Administrator, Target, new Activity.SecretRevealed(), Cancel));

        Assert.False(await context.AuditRows.AnyAsync(Cancel));
    }

    [Fact]
    public async Task The_key_is_not_readable_in_the_database()
    {
        await FillAsync();
        await using var context = await Store.ContextAsync();
        var key = Convert.ToBase64String((await context.AuditChain.AsNoTracking().SingleAsync(Cancel)).Key);

        Assert.DoesNotContain(key, Assert.Single(await context.Database.SqlQueryRaw<string>("SELECT key AS \"Value\" FROM audit_chain").ToListAsync(Cancel)), StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        var actor = Actors.Administrator with { Address = "192.0.2.1" };
        await using var context = await Store.ContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        await Store.Service<AuditLog>().AddAsync(context, actor, [.. Enumerable.Range(0, Rows).Select(i => ((AuditTarget?)Target, (Activity)new Activity.TestSent($"{i}")))], Cancel);
        await transaction.CommitAsync(Cancel);
    }
}

[OnPostgres]
public sealed class AuditChainTestsOnPostgres : AuditChainTests;
