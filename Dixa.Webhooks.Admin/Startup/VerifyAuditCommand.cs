using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Verifies the audit log. The application may be running.</summary>
internal static class VerifyAuditCommand
{
    public const string Option = "--verify-audit";

    /// <summary>Returns the exit code: 1 if the audit log was changed.</summary>
    /// <exception cref="StoreUnavailableException">There is no database, or its schema is from another version.</exception>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        await services.RequireStoreAsync();
        switch (await services.GetRequiredService<AuditVerifier>().RunAsync())
        {
            case AuditVerdict.Intact { First: var first, Last: var last }:
                await Console.Out.WriteLineAsync(last < first ? "The audit log is intact. It has no rows." : $"The audit log is intact: rows {first} to {last}.");
                return 0;
            case AuditVerdict.Broken { Id: var id, Problem: var problem }:
                await Console.Error.WriteLineAsync($"{Option}: row {id} of the audit log {problem}. Rows before it are intact.");
                return 1;
            case AuditVerdict.NoChain { Problem: var problem }:
                await Console.Error.WriteLineAsync($"{Option}: {problem}");
                return 1;
            default:
                throw new InvalidOperationException("Unknown verdict.");
        }
    }
}
