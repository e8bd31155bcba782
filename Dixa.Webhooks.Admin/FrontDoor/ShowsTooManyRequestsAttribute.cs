namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Marks a page with a form that tells its reader itself when there are too many requests: its handler looks for <see cref="TooManyRequests"/>
/// before anything else. Any other form is answered in the page's place.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsTooManyRequestsAttribute : Attribute;
