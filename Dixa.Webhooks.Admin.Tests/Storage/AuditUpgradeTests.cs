using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store whose webhooks have a table of activities of their own.</summary>
public class AuditUpgradeTests : StoreTest
{
    private const string Before = "Facts";

    [Fact]
    public async Task Activities_become_rows_of_the_audit_log_in_their_order_and_the_first_write_seals_them()
    {
        var (first, second) = (await Store.CreateWebhookAsync(draft => draft.Name = "CRM"), await Store.CreateWebhookAsync(draft => draft.Name = "Billing"));
        var (person, token) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            await context.Database.ExecuteSqlAsync(
                $"""
                DELETE FROM activities;
                INSERT INTO api_tokens (id, name, prefix, hash, scopes, created_at, created_by) VALUES ({Id(token)}, 'CRM token', 'dxw_123456', {new byte[32]}, 4, 1, {Id(person)});
                INSERT INTO activities (id, subscription_id, at, actor_id, actor_name, kind, data) VALUES (11, {Id(first)}, 100, {Id(person)}, 'ada@example.com', 0, NULL);
                INSERT INTO activities (id, subscription_id, at, actor_id, actor_name, kind, data) VALUES (12, {Id(second)}, 200, {Id(token)}, 'CRM token', 10, {"""{"eventType":"CONVERSATION_CREATED"}"""});
                INSERT INTO activities (id, subscription_id, at, actor_id, actor_name, kind, data) VALUES (15, {Id(first)}, 300, {Id(Guid.Empty)}, 'API token', 5, NULL);
                INSERT INTO activities (id, subscription_id, at, actor_id, actor_name, kind, data) VALUES (16, {Id(first)}, 400, {Id(Guid.Empty)}, 'Dixa Webhooks', 4, {"""{"text":"Later"}"""});
                """,
                Cancel);
            await context.Database.MigrateAsync(Cancel);
            Assert.False(await context.AuditRows.AnyAsync(row => row.Hash != null, Cancel));
        }

        Assert.IsType<AuditVerdict.NoChain>(await Store.Service<AuditVerifier>().RunAsync(Cancel));
        await Store.Reads.RevealSecretAsync(Actors.Administrator, first, Cancel);

        Assert.Equal(
            [
                (5, ActorKind.Person, Actors.Administrator.Id, "Ada", AuditAction.SecretRevealed, AuditTarget.Webhook(first, "CRM")),
                (4, ActorKind.System, null, "Dixa Webhooks", AuditAction.WebhookAutoDisabled, AuditTarget.Webhook(first, "CRM")),
                (3, ActorKind.BootstrapToken, Actor.BootstrapTokenId, "Bootstrap token", AuditAction.SecretRevealed, AuditTarget.Webhook(first, "CRM")),
                (2, ActorKind.Token, token, "CRM token", AuditAction.TestSent, AuditTarget.Webhook(second, "Billing")),
                (1, ActorKind.Person, (Guid?)person, "ada@example.com", AuditAction.WebhookCreated, AuditTarget.Webhook(first, "CRM")),
            ],
            (await Store.AuditedAsync()).Select(row => ((int)row.Id, row.ActorKind, row.ActorId, row.ActorName, row.Action, row.Target!)));
        Assert.Equal([400, 300, 200, 100], (await Store.AuditedAsync()).Skip(1).Select(row => row.At.UtcTicks));
        Assert.Equal([new Activity.Described(AuditAction.WebhookAutoDisabled, "Later"), new Activity.TestSent("CONVERSATION_CREATED")], (await Store.AuditedAsync()).Where(row => row.Data is not null).Select(row => row.Activity));
        Assert.Equal(new AuditVerdict.Intact(1, 5), await Store.Service<AuditVerifier>().RunAsync(Cancel));

        // Back: the rows about webhooks that still exist.
        await using var later = await Store.ContextAsync();
        await later.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        Assert.Equal([0, 10, 5, 4, 5], await later.Database.SqlQueryRaw<int>("SELECT kind AS \"Value\" FROM activities ORDER BY id").ToListAsync(Cancel));
    }

    private object Id(Guid id) => Store.Provider is StorageProvider.PostgreSql ? id : Uuid.ToBytes(id);
}

[OnPostgres]
public sealed class AuditUpgradeTestsOnPostgres : AuditUpgradeTests;
