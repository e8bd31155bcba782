using System.Reflection;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>An application in which one use case after another is performed.</summary>
public sealed class AuditedApp : IAsyncLifetime
{
    private InProcessApp? _app;

    public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

    public async ValueTask InitializeAsync() => _app = await InProcessApp.StartAsync(
        ("Sandbox:Enabled", "true"), ("Sandbox:Demo", "Manual"),

        // The shared keys are not next to the database, where a backup would look for them.
        ("Storage:KeyRingPath", "{folder}/elsewhere"),

        // Nothing listens there, so that the test e-mail fails.
        ("Notifications:Smtp:Host", "127.0.0.1"), ("Notifications:Smtp:Port", "9"), ("Notifications:Smtp:From", "webhooks@example.com"));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}

public sealed class AuditedUseCaseTests(AuditedApp audited) : IClassFixture<AuditedApp>
{
    public static TheoryData<AuditedUseCase> UseCases => [.. AuditedUseCases.All.Where(useCase => useCase.Perform is not null)];

    [Fact]
    public void Every_use_case_that_takes_an_actor_is_in_the_table()
    {
        var found = typeof(WebhooksDbContext).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Dixa.Webhooks.Admin.", StringComparison.Ordinal) is true && !type.Namespace.StartsWith("Dixa.Webhooks.Admin.Components", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType.IsAssignableTo(typeof(Task)) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ToHashSet();
        var listed = AuditedUseCases.All.Select(useCase => useCase.Name).ToHashSet();

        Assert.Empty(found.Except(listed).Order());
        Assert.Contains("WebhookCommands.RemoveAsync", found);
    }

    [Fact]
    public void Every_action_is_in_the_table_or_tested_elsewhere() =>
        Assert.Equal(
            [
                // FailedSignInsTests; AuditPurgeTests; BackupServiceTests.
                AuditAction.AccountLocked, AuditAction.AuditPurged, AuditAction.StoreRestored,
            ],
            Enum.GetValues<AuditAction>().Except(AuditedUseCases.All.SelectMany(useCase => useCase.Actions)).Order());

    [Theory]
    [MemberData(nameof(UseCases), DisableDiscoveryEnumeration = true)]
    public async Task It_adds_exactly_its_rows_and_none_of_them_contains_a_secret(AuditedUseCase useCase)
    {
        var world = await new AuditedWorld(audited.App).PrepareAsync();
        var last = (await RowsAsync(world)).LastOrDefault()?.Id ?? 0;

        await useCase.Perform!(world);

        // A list has the webhooks of the other use cases, too.
        var added = (await RowsAsync(world)).Where(row => row.Id > last && (row.Action is not AuditAction.SecretRead || row.TargetId == world.Webhook)).ToList();

        // Bulk actions that were started together end in any order.
        Assert.Equal(useCase.Actions.Order(), added.Select(row => row.Action).Order());
        Assert.All(added.Where(row => row.TargetKind is AuditTargetKind.Webhook), row => Assert.NotNull(row.TargetId));
        var text = string.Join('\n', added.Select(row => string.Join('|', row.ActorName, row.Address, row.TargetName, row.Data)));
        Assert.All(world.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<AuditRow>> RowsAsync(AuditedWorld world)
    {
        await using var context = await world.ContextAsync();
        return await context.AuditRows.AsNoTracking().OrderBy(row => row.Id).ToListAsync(AuditedWorld.Cancel);
    }
}
