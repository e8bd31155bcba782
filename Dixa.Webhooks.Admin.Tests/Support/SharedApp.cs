namespace Dixa.Webhooks.Admin.Support;

/// <summary>One application for all tests of a class, which must not affect each other.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    private InProcessApp? _app;

    public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

    public async ValueTask InitializeAsync() => _app = await InProcessApp.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
