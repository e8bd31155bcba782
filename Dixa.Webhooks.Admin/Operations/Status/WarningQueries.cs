using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads what the warnings are decided from.</summary>
public sealed class WarningQueries(
    ProcessQueries processes, StoreQueries stores, MailQueries mail, StoreDialect store, SandboxAddress sandbox, IHostEnvironment environment, TimeProvider time)
{
    public async Task<IReadOnlyList<SystemWarning>> ReadAsync(CancellationToken cancel = default) => WarningRules.Of(new WarningFacts
    {
        Now = time.GetUtcNow(),
        Processes = await processes.ListAsync(cancel),
        Store = await stores.ReadAsync(cancel),
        Mail = await mail.ReadAsync(cancel),
        OpenFiles = [.. store.OpenToOthers().Select(open => new OpenFile(open.Path, open.Mode))],
        KeysAreNextToDatabase = store.KeysAreNextToDatabase,
        IsProduction = environment.IsProduction(),
        HasSandbox = sandbox.IsEnabled,
        IsShared = store.IsShared,
    });
}
