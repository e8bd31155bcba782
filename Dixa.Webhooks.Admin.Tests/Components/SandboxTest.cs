using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>A component test with the sandbox and the demo turned on.</summary>
public abstract class SandboxTest : ComponentTest
{
    protected const string SandboxUrl = "http://localhost:5080/sandbox";

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Sandbox:Enabled", "true"), new("Sandbox:Demo", "Manual")];

    protected SandboxInbox Inbox => Services.GetRequiredService<SandboxInbox>();

    protected override void SignIn(Domain.Role role)
    {
        base.SignIn(role);
        Store.Service<SandboxEndpoint>().Announce(AppRoutes.SandboxReceiver);
        Store.Service<SandboxEndpoint>().Resolve(new Uri(SandboxUrl), []);
    }
}
