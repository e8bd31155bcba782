using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>
/// Before the server listens, creates the roles and the first administrator from the settings. If there are no users, logs the setup link
/// once the server listens.
/// </summary>
internal sealed partial class AccountsStart(
    IServiceScopeFactory scopes,
    FirstAdministrator first,
    SetupToken token,
    IOptions<AccountsOptions> options,
    IOptions<AppOptions> app,
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

        if (options.Value.Administrator is { IsSet: true } administrator)
        {
            if (await first.CreateAsync(administrator.Email, administrator.Password, cancellationToken) is PersonResult.Done)
            {
                Log.Created(logger, administrator.Email!);
            }
        }
        else
        {
            lifetime.ApplicationStarted.Register(LogSetupLink);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void LogSetupLink()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        Log.SetUpLink(logger, ReachableAddress.Of(app.Value, addresses?.FirstOrDefault()), token.Issue());
    }

    private static partial class Log
    {
        [LoggerMessage(1103, LogLevel.Information, "Created the first administrator {Email} from the settings")]
        public static partial void Created(ILogger logger, string email);

        [LoggerMessage(1104, LogLevel.Information, "Set up the first administrator: {Address}" + AppRoutes.SetUp + "?token={Token}")]
        public static partial void SetUpLink(ILogger logger, string address, string token);
    }
}
