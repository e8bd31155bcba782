using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Lets administrators control the sandbox. Each method returns false for anyone else.</summary>
public sealed class SandboxCommands(SandboxInbox inbox, AuditLog audit)
{
    /// <summary>Sets the response to later requests.</summary>
    public async Task<bool> RespondWithAsync(Actor actor, SandboxResponse response, CancellationToken cancel = default)
    {
        if (actor.MayManage && response != inbox.Response)
        {
            await audit.RecordAsync(actor, AuditTarget.Sandbox, new Activity.SandboxResponseChanged(inbox.Response.ToString(), response.ToString()), cancel);
            inbox.ResponseChosenBy = actor.Name;
            inbox.Response = response;
        }

        return actor.MayManage;
    }

    /// <summary>Removes all requests from the inbox.</summary>
    public async Task<bool> ClearAsync(Actor actor, CancellationToken cancel = default)
    {
        if (actor.MayManage)
        {
            await audit.RecordAsync(actor, AuditTarget.Sandbox, new Activity.SandboxCleared(), cancel);
            inbox.Clear();
        }

        return actor.MayManage;
    }
}
