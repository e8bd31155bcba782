namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Texts for failure classes: a short one for statuses, and a hint.</summary>
public static class FailureClasses
{
    public static string Word(this FailureClass failure) => failure switch
    {
        FailureClass.Timeout => "timeout",
        FailureClass.Refused => "refused",
        FailureClass.Dns => "DNS",
        FailureClass.Tls => "TLS",
        FailureClass.Reset => "reset",
        FailureClass.ForbiddenAddress => "forbidden address",
        FailureClass.InvalidRequest => "invalid request",
        FailureClass.InvalidResponse => "invalid response",
        FailureClass.ResponseTooLarge => "response too large",
        FailureClass.Unreachable => "unreachable",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };

    public static string Hint(this FailureClass failure) => failure switch
    {
        FailureClass.Timeout => "The endpoint did not finish its response in time. Respond first, then do the work.",
        FailureClass.Refused => "Nothing is listening at this address and port, or a firewall refused the connection.",
        FailureClass.Dns => "The host name does not resolve. Check the spelling and the DNS record.",
        FailureClass.Tls => "The TLS handshake failed. Check the certificate's date, name and chain.",
        FailureClass.Reset => "The endpoint closed the connection before its response was complete.",
        FailureClass.ForbiddenAddress => "The host resolves to a private, local or reserved address, or to this machine. An operator can allow it with Dispatch:AllowedNetworks.",
        FailureClass.InvalidRequest => "The request could not be created. Check the webhook's URL and headers.",
        FailureClass.InvalidResponse => "The response is not valid HTTP, or its headers are too long. Check the port and the scheme.",
        FailureClass.ResponseTooLarge => "The response was longer than the limit. Earlier versions recorded this as a failure; now only the status counts.",
        FailureClass.Unreachable => "There is no route to the endpoint's host. Check the network.",
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };
}
