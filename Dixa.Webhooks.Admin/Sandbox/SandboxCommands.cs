using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Lets administrators control the sandbox. Each method returns false for anyone else.</summary>
public sealed class SandboxCommands(SandboxInbox inbox)
{
    /// <summary>Sets the response to later requests.</summary>
    public bool RespondWith(Actor actor, SandboxResponse response)
    {
        if (actor.MayManage)
        {
            inbox.Response = response;
        }

        return actor.MayManage;
    }

    /// <summary>Removes all requests from the inbox.</summary>
    public bool Clear(Actor actor)
    {
        if (actor.MayManage)
        {
            inbox.Clear();
        }

        return actor.MayManage;
    }
}
