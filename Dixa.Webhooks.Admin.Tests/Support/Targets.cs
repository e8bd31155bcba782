using System.Net;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The endpoint client with parts that a test chooses, and its targets. These webhooks have not been validated by the form.</summary>
internal static class Targets
{
    public static LaneTarget To(string url, Action<WebhookDraft>? change = null) => new(WebhookSubscription.Create(
        Guid.NewGuid(),
        Drafts.Configuration(draft =>
        {
            draft.Url = url;
            change?.Invoke(draft);
        }),
        Actors.Administrator,
        TimeProvider.System.GetUtcNow()));

    public static DispatchOptions Options(params string[] allowedNetworks)
    {
        var options = new DispatchOptions();
        foreach (var network in allowedNetworks)
        {
            options.AllowedNetworks.Add(network);
        }

        return options;
    }

    public static EndpointClient Client(DispatchOptions options, TimeProvider? time = null, NameLookup? names = null, SandboxEndpoint? own = null)
    {
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        own ??= new SandboxEndpoint();
        return new EndpointClient(
            new GuardedConnection(names ?? new NameLookup(Dns.GetHostAddresses), Guard(options), own, new ConnectionLimiter(SendLimits.None, TimeProvider.System), wrapped), own, time ?? TimeProvider.System, wrapped);
    }

    /// <summary>An address guard for a machine whose interfaces have these addresses.</summary>
    public static AddressGuard Guard(DispatchOptions options, params IPAddress[] own) =>
        new(Microsoft.Extensions.Options.Options.Create(options), new MachineAddresses(() => own, TimeProvider.System, NullLogger<MachineAddresses>.Instance));
}
