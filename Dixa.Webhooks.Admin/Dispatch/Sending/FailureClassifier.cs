using System.Net.Sockets;
using System.Security.Authentication;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Maps the exception of a failed request to a failure class.</summary>
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

    /// <summary>Whether the request was ended because the endpoint sent too many bytes.</summary>
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

        // Without a status: endless interim responses.
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
        HttpIOException { HttpRequestError: var kind } => ClassifyResponse(kind),
        HttpRequestException { HttpRequestError: var kind } => ClassifyResponse(kind),
        _ => null,
    };

    private static FailureClass? ClassifyResponse(HttpRequestError kind) => kind switch
    {
        // The exceeded limit is the one on the length of the response headers.
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => FailureClass.InvalidResponse,
        HttpRequestError.ResponseEnded => FailureClass.Reset,
        _ => null,
    };
}
