using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Whether the sandbox is enabled, and its URL for webhooks.</summary>
public sealed class SandboxAddress(SandboxEndpoint endpoint, IOptions<SandboxOptions> options)
{
    public bool IsEnabled => options.Value.Enabled;

    public bool OffersDemo => options.Value.OffersDemo && Url is not null;

    /// <summary>The URL to enter for a webhook; null if the sandbox is disabled or the server has no http address.</summary>
    public string? Url => IsEnabled ? endpoint.Url?.ToString() : null;
}
