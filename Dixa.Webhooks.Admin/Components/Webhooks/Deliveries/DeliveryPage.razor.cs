using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One delivery: its payload, its state, and each attempt with its response.</summary>
public sealed partial class DeliveryPage(
    WebhookQueries queries, DeliveryHistory history, AttemptHistory attempts, CurrentActor currentActor, DeliveryFeed feed, ILogger<DeliveryPage> logger)
    : DeliveryComponent(queries, history, attempts, currentActor, feed, logger);
