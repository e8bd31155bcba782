namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>Where a conversation of the demo is held.</summary>
/// <param name="Name">As payloads spell it.</param>
/// <param name="ContactPoint">What the end user wrote to or called; null where there is no such thing.</param>
/// <param name="HasSubject">Whether conversations have a subject there.</param>
internal sealed record DemoChannel(string Name, string? ContactPoint, bool HasSubject)
{
    private const string Mail = "support@fjordandfell.example";

    public static DemoChannel Email { get; } = new("EMAIL", Mail, HasSubject: true);

    public static DemoChannel Form { get; } = new("CONTACT_FORM", Mail, HasSubject: true);

    public static DemoChannel Chat { get; } = new("WIDGET_CHAT", null, HasSubject: false);

    public static DemoChannel Messenger { get; } = new("FACEBOOK_MESSENGER", "Fjord & Fell", HasSubject: false);

    public static DemoChannel Phone { get; } = new("PSTN_PHONE", "+4570100100", HasSubject: false);
}
