using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>What an administrator can tell the sandbox. Each call checks the role itself and answers whether it was done.</summary>
public sealed class SandboxControls(SandboxInbox inbox)
{
    /// <summary>Treats requests in this way from now on.</summary>
    public bool AnswerWith(Actor actor, SandboxAnswer answer)
    {
        if (actor.MayManage)
        {
            inbox.Answer = answer;
        }

        return actor.MayManage;
    }

    /// <summary>Forgets every request.</summary>
    public bool Clear(Actor actor)
    {
        if (actor.MayManage)
        {
            inbox.Clear();
        }

        return actor.MayManage;
    }
}
