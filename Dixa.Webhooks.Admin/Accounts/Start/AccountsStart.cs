using Dixa.Webhooks.Admin.Accounts.People;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>Before the server listens: the roles, and the first administrator from the settings. Once it listens and nobody is there: the setup link.</summary>
internal sealed partial class AccountsStart(
    IServiceScopeFactory scopes,
    FirstAdministrator first,
    SetupToken token,
    IOptions<AccountsOptions> options,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<AccountsStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Roles.EnsureAsync(scopes, cancellationToken);
        if (!await first.IsMissingAsync(cancellationToken))
        {
            return;
        }

        if (options.Value.Administrator is { AreGiven: true } administrator)
        {
            if (await first.CreateAsync(administrator.Email, administrator.Password, cancellationToken) is PersonResult.Done)
            {
                Log.Created(logger, administrator.Email!);
            }
        }
        else
        {
            lifetime.ApplicationStarted.Register(PrintLink);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void PrintLink()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        Log.SetUpLink(logger, ReachableAddress.Of(addresses?.FirstOrDefault() ?? "http://localhost"), token.Issue());
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Created the first administrator {Email} from the settings.")]
        public static partial void Created(ILogger logger, string email);

        [LoggerMessage(LogLevel.Information, "Set up the first administrator: {Address}/account/setup?token={Token}")]
        public static partial void SetUpLink(ILogger logger, string address, string token);
    }
}
