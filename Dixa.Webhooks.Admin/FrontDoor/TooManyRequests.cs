namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Marks a request as over a limit. The response already has its status and Retry-After (<paramref name="Seconds"/>).</summary>
public sealed record TooManyRequests(int Seconds)
{
    public string Message => $"Too many attempts. Wait {(Seconds == 1 ? "a second" : $"{Seconds} seconds")}, then try again.";

    /// <summary>Returns null if the request is within the limits.</summary>
    public static TooManyRequests? Of(HttpContext http) => http.Features.Get<TooManyRequests>();
}
