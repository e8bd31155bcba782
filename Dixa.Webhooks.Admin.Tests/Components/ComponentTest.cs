using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations.Onboarding;
using Dixa.Webhooks.Admin.Operations.Status;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>A component test with a real store, MudBlazor's services, and a browser that responds to every call.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    private const string Stamp = "stamp";

    private TestStore? _store;
    private BunitAuthorizationContext? _signedIn;

    // Generous, because the machine may be busy with other tests. A passing test does not wait this long.
    static ComponentTest() => DefaultWaitTimeout = Eventually.Deadline;

    protected TestStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    /// <summary>Settings in addition to the defaults.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    protected static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.OpenAsync(Settings);
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Store.Time);
        Services.AddSingleton(Store.Reads);
        Services.AddSingleton(Store.Changes);
        Services.AddSingleton(Store.History);
        Services.AddSingleton(Store.Service<OutcomeHistory>());
        Services.AddSingleton(Store.Service<Resender>());
        Services.AddSingleton(Store.Service<Replayer>());
        Services.AddSingleton(Store.Service<ReplayQueries>());
        Services.AddSingleton(Store.Service<RecoveryQueries>());
        Services.AddSingleton(Store.Service<RecoveryStarter>());
        Services.AddSingleton(Store.Service<FailingQueries>());
        Services.AddSingleton(Store.Service<PendingDeliveryCommands>());
        Services.AddSingleton(Store.Service<IOptions<RetentionOptions>>());
        Services.AddSingleton(Store.Service<PendingDeliveryCounter>());
        Services.AddSingleton(Store.Service<SandboxAddress>());
        Services.AddSingleton(Store.Service<SandboxInbox>());
        Services.AddSingleton(Store.Service<SandboxCommands>());

        // The store disposes it again, which is harmless.
        Services.AddSingleton(Store.Service<DemoPlayer>());
        Services.AddSingleton(Store.Service<AttemptHistory>());
        Services.AddSingleton(Store.Service<AuditSearch>());
        Services.AddSingleton<ClientAddress>();
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<ClientAddress.OfPage>();
        Services.AddSingleton(Store.Service<DeliverySearch>());
        Services.AddSingleton(Store.Service<DeliveryFinder>());
        Services.AddSingleton(Store.Service<PayloadSearch>());
        Services.AddSingleton(Store.Service<EventFinder>());
        Services.AddSingleton(Store.Service<SignatureVerifier>());
        Services.AddSingleton(Store.Service<RetryRule>());
        Services.AddSingleton(Store.Service<AutoDisableRule>());
        Services.AddSingleton(Store.Service<WebhookSearch>());
        Services.AddSingleton(Store.Service<TestSender>());
        Services.AddSingleton(Store.Service<AddressChecker>());
        Services.AddSingleton(Store.Service<FirstStepsQuery>());
        Services.AddSingleton(Store.Service<Organization>());
        Services.AddSingleton(Store.Service<DeliveryFeed>());
        Services.AddSingleton(Store.Service<StorageQueries>());
        Services.AddSingleton(Store.Service<PurgeStarter>());
        Services.AddSingleton(Store.Service<PersonEraser>());
        Services.AddSingleton(Store.Service<BulkActionQueries>());
        Services.AddSingleton(Store.Service<BulkActionCommands>());
        Services.AddSingleton(Store.Service<DeliveryPlanner>());
        Services.AddSingleton(Store.Service<DeliveryActionStarter>());
        Services.AddSingleton(Store.Service<WarningQueries>());
        Services.AddSingleton(Store.Service<QueueQueries>());
        Services.AddSingleton(Store.Service<ApplicationQueries>());
        Services.AddSingleton(Store.Service<ProcessQueries>());
        Services.AddSingleton(Store.Service<StoreQueries>());
        Services.AddSingleton(Store.Service<JobQueries>());
        Services.AddSingleton(Store.Service<MailQueries>());
        Services.AddSingleton(Store.Service<TestMailSender>());
        Services.AddSingleton(Store.Service<SettingList>());
        Services.AddSingleton(Store.Service<IDbContextFactory<WebhooksDbContext>>());
        Services.AddSingleton(_ => new SessionStore(Store.Service<IDbContextFactory<WebhooksDbContext>>(), Store.Service<AuditLog>(), Store.Service<StoreSignals>(), Store.Time));
        Services.AddScoped<CurrentActor>();
        Services.AddScoped<DialogDraftLookup>();
        Services.AddScoped<WebhookChanger>();
        Services.AddScoped<PendingChanger>();
        _signedIn = AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    // MudBlazor's services can only be disposed asynchronously, and the test context owns them.
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    /// <summary>Signs in a user who also has this role in the store.</summary>
    protected virtual void SignIn(Role role)
    {
        GiveRole(role);
        _signedIn!.SetAuthorized("ada@example.com");
        _signedIn.SetRoles(role.ToString());
        var session = Services.GetRequiredService<SessionStore>().StartAsync(Actors.Administrator, Stamp, isSignIn: false, Cancel).GetAwaiter().GetResult();
        _signedIn.SetClaims(new Claim(ClaimTypes.NameIdentifier, Actors.Administrator.Id.ToString()), new Claim(Session.Claim, session));
    }

    /// <summary>Changes the signed-in user's role in the store; null removes the user. Their session is not updated.</summary>
    protected void GiveRole(Role? role)
    {
        var user = Actors.Administrator.Id;
        using var context = Store.Service<IDbContextFactory<WebhooksDbContext>>().CreateDbContext();
        context.Users.Where(row => row.Id == user).ExecuteDelete();
        if (role is { } given)
        {
            var known = context.Roles.FirstOrDefault(row => row.Name == given.ToString()) ?? context.Roles.Add(new(given.ToString()) { Id = Guid.NewGuid() }).Entity;
            context.Users.Add(new("ada@example.com") { Id = user, SecurityStamp = Stamp });
            context.UserRoles.Add(new() { UserId = user, RoleId = known.Id });
            context.SaveChanges();
        }
    }

    protected static string ById(string testId) => $"[data-testid='{testId}']";
}
