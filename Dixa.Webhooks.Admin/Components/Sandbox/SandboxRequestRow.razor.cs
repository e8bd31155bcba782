using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>One received request: a line that expands to the whole request.</summary>
public sealed partial class SandboxRequestRow
{
    private bool _open;
    private (SandboxRequest? Request, bool Open) _rendered;

    [Parameter, EditorRequired]
    public required SandboxRequest Request { get; set; }

    private string SignatureText => Request.Verdict.IsValid switch
    {
        true => "Signature valid",
        false => "Signature invalid",
        null => "Signature not checked",
    };

    // The page may have 200 rows, and a new request changes none of the others.
    protected override bool ShouldRender()
    {
        if (ReferenceEquals(_rendered.Request, Request) && _rendered.Open == _open)
        {
            return false;
        }

        _rendered = (Request, _open);
        return true;
    }
}
