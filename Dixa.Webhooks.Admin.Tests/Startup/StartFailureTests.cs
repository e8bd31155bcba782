using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class StartFailureTests
{
    [Fact]
    public void That_neither_loopback_address_can_be_had_is_about_the_urls()
    {
        var denied = new AggregateException(new SocketException((int)SocketError.AccessDenied), new SocketException((int)SocketError.AccessDenied));

        var words = StartFailure.Explain(new IOException("Failed to bind to address http://localhost:80.", denied) { Source = "Microsoft.AspNetCore.Server.Kestrel.Core" });

        Assert.StartsWith("Urls: Failed to bind to address http://localhost:80. One or more errors occurred. (Permission denied)", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_keeps_its_stack_trace() => Assert.Null(StartFailure.Explain(new InvalidOperationException("A bug.")));
}
