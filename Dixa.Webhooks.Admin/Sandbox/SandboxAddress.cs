using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Whether there is a sandbox, and where webhooks reach it.</summary>
public sealed class SandboxAddress(SandboxEndpoint own, IOptions<SandboxOptions> options)
{
    public bool IsEnabled => options.Value.Enabled;

    /// <summary>Whether the demo can be played.</summary>
    public bool OffersDemo => options.Value.OffersDemo && Url is not null;

    /// <summary>What to enter as a webhook's address; null without a sandbox, or when the server has no http address to reach it by.</summary>
    public string? Url => IsEnabled ? own.Url?.ToString() : null;
}
