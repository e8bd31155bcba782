using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>One request that came in: a line, and all of it unfolded.</summary>
public sealed partial class SandboxRequestRow
{
    private bool _open;
    private (SandboxRequest? Request, bool Open) _drawn;

    [Parameter, EditorRequired]
    public required SandboxRequest Request { get; set; }

    private string SignatureWords => Request.Verdict.IsValid switch
    {
        true => "Signature valid",
        false => "Signature wrong",
        null => "Signature not checked",
    };

    // There may be two hundred beside it, and most of what comes in changes none of them.
    protected override bool ShouldRender()
    {
        if (ReferenceEquals(_drawn.Request, Request) && _drawn.Open == _open)
        {
            return false;
        }

        _drawn = (Request, _open);
        return true;
    }
}
