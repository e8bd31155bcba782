namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Says that a request is one too many. The answer already has its status and Retry-After.</summary>
/// <param name="Seconds">How long to wait before trying again.</param>
public sealed record TooManyRequests(int Seconds)
{
    /// <summary>For the reader.</summary>
    public string Message => $"Too many attempts. Wait {(Seconds == 1 ? "a second" : $"{Seconds} seconds")}, then try again.";

    /// <summary>What the request was refused with; null when it was not.</summary>
    public static TooManyRequests? Of(HttpContext http) => http.Features.Get<TooManyRequests>();
}
