
namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Marks a delivery as a test.</summary>
public sealed partial class TestBadge;
