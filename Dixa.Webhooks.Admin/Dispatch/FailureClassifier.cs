using System.Net.Sockets;
using System.Security.Authentication;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Dispatch;

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

    private static FailureClass? ClassifyOne(Exception cause) => cause switch
    {
        OperationCanceledException or TimeoutException => FailureClass.Timeout,
        ForbiddenAddressException => FailureClass.ForbiddenAddress,
        ResponseTooLongException => FailureClass.ResponseTooLarge,
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
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => FailureClass.InvalidResponse,
        HttpRequestError.ConfigurationLimitExceeded => FailureClass.ResponseTooLarge,
        HttpRequestError.ResponseEnded => FailureClass.Reset,
        _ => null,
    };
}
