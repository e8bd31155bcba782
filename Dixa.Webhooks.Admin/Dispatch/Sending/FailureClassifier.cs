using System.Net.Sockets;
using System.Security.Authentication;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Names the class of a failed exchange.</summary>
public static class FailureClassifier
{
    public static FailureClass Classify(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (ClassifyOne(cause) is { } failure)
            {
                return failure;
            }
        }

        return error is HttpRequestException or IOException ? FailureClass.Reset : FailureClass.InvalidRequest;
    }

    /// <summary>Whether the exchange ended because the endpoint sent more than any answer needs.</summary>
    public static bool IsTooLong(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is ResponseTooLongException)
            {
                return true;
            }
        }

        return false;
    }

    private static FailureClass? ClassifyOne(Exception cause) => cause switch
    {
        OperationCanceledException or TimeoutException => FailureClass.Timeout,
        ForbiddenAddressException => FailureClass.ForbiddenAddress,

        // Before a status came: endless interim answers.
        ResponseTooLongException => FailureClass.InvalidResponse,
        AuthenticationException => FailureClass.Tls,
        SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => FailureClass.Refused,
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => FailureClass.Dns,
            SocketError.TimedOut => FailureClass.Timeout,
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => FailureClass.Reset,
            _ => FailureClass.Unreachable,
        },
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => FailureClass.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => FailureClass.Dns,
        HttpIOException { HttpRequestError: var kind } => Answer(kind),
        HttpRequestException { HttpRequestError: var kind } => Answer(kind),
        _ => null,
    };

    private static FailureClass? Answer(HttpRequestError kind) => kind switch
    {
        // The limit that is exceeded is the one on the headers' length.
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => FailureClass.InvalidResponse,
        HttpRequestError.ResponseEnded => FailureClass.Reset,
        _ => null,
    };
}
