namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>A channel of the demo's conversations.</summary>
/// <param name="Name">The name in payloads.</param>
/// <param name="ContactPoint">The address or number that the end user contacted; null if the channel has none.</param>
/// <param name="HasSubject">Whether conversations have a subject.</param>
internal sealed record DemoChannel(string Name, string? ContactPoint, bool HasSubject)
{
    private const string Mail = "support@fjordandfell.example";

    public static DemoChannel Email { get; } = new("EMAIL", Mail, HasSubject: true);

    public static DemoChannel Form { get; } = new("CONTACT_FORM", Mail, HasSubject: true);

    public static DemoChannel Chat { get; } = new("WIDGET_CHAT", null, HasSubject: false);

    public static DemoChannel Messenger { get; } = new("FACEBOOK_MESSENGER", "Fjord & Fell", HasSubject: false);

    public static DemoChannel Phone { get; } = new("PSTN_PHONE", "+4570100100", HasSubject: false);
}
