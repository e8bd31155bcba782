using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class StartFailureTests
{
    [Fact]
    public void Unavailable_loopback_addresses_are_reported_for_Urls()
    {
        var denied = new AggregateException(new SocketException((int)SocketError.AccessDenied), new SocketException((int)SocketError.AccessDenied));

        var words = StartFailure.Explain(new IOException("Failed to bind to address http://localhost:80.", denied) { Source = "Microsoft.AspNetCore.Server.Kestrel.Core" });

        Assert.StartsWith("Urls: Failed to bind to address http://localhost:80. One or more errors occurred. (Permission denied)", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_keeps_its_stack_trace() => Assert.Null(StartFailure.Explain(new InvalidOperationException("A bug.")));
}
