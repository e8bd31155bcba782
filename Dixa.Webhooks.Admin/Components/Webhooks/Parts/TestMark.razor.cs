namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>Says that a delivery is a test.</summary>
public sealed partial class TestMark;
