namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A header that is sent with each request. <see cref="ToString"/> hides the value.</summary>
/// <param name="Name">An HTTP token, 1 to 200 characters, not reserved.</param>
/// <param name="Value">At most 4,096 bytes in UTF-8, without control characters.</param>
public sealed record RequestHeader(string Name, string Value)
{
    public override string ToString() => $"{Name}: {Mask.Text}";
}
