namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Marks a form page that shows the rate limit message itself: its handler checks for <see cref="TooManyRequests"/> first.
/// For any other form, the middleware writes a minimal page instead.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsTooManyRequestsAttribute : Attribute;
