
namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Says that a delivery is a test.</summary>
public sealed partial class TestBadge;
