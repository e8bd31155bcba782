using System.Net.Sockets;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A receiver that misbehaves, and the expected result of an attempt.</summary>
/// <param name="Url">The receiver's URL.</param>
/// <param name="StatusCode">The expected status.</param>
/// <param name="Failure">The expected failure class.</param>
/// <param name="Endpoint">The receiver; null if nothing listens.</param>
public sealed record BadEndpoint(string Url, int? StatusCode, FailureClass? Failure, RawEndpoint? Endpoint) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Endpoint?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The ten ways in which receivers misbehave, by name.</summary>
public static class BadEndpoints
{
    private static readonly Dictionary<string, Func<BadEndpoint>> Kinds = new()
    {
        ["refuses"] = () => new(RawEndpoint.Nobody(), StatusCode: null, FailureClass.Refused, Endpoint: null),
        ["resets"] = () => Bad(null, FailureClass.Reset, (stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
            stream.Socket.Close();
            return Task.CompletedTask;
        }),
        ["hangs before headers"] = () => Bad(null, FailureClass.Timeout, (_, cancel) => Task.Delay(Timeout.Infinite, cancel)),
        ["hangs in the body"] = () => Bad(200, FailureClass.Timeout, async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray(), cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        }),
        ["drips"] = () => Bad(200, FailureClass.Timeout, async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"u8.ToArray(), cancel);
            await ForeverAsync(stream, "."u8.ToArray(), TimeSpan.FromSeconds(1), cancel);
        }),
        ["floods"] = () => Bad(200, failure: null, async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), cancel);
            await ForeverAsync(stream, new byte[65_536], TimeSpan.Zero, cancel);
        }),
        ["redirects in a loop"] = () => Bad(302, failure: null, (stream, cancel) =>
            WriteAsync(stream, "HTTP/1.1 302 Found\r\nLocation: /hook\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", cancel)),
        ["answers 100-continue forever"] = () => Bad(null, FailureClass.InvalidResponse, (stream, cancel) =>
            ForeverAsync(stream, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100))), TimeSpan.Zero, cancel)),
        ["closes keep-alive after each answer"] = () => Bad(200, failure: null, (stream, cancel) =>
            WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok", cancel)),
        ["speaks garbage"] = () => Bad(null, FailureClass.InvalidResponse, (stream, cancel) => WriteAsync(stream, "\0\u0001 this is not HTTP \r\n\r\n", cancel)),
    };

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    public static BadEndpoint Open(string name) => Kinds[name]();

    private static BadEndpoint Bad(int? status, FailureClass? failure, Func<NetworkStream, CancellationToken, Task> answer)
    {
        var endpoint = new RawEndpoint(answer);
        return new BadEndpoint(endpoint.Url, status, failure, endpoint);
    }

    private static Task WriteAsync(NetworkStream stream, string answer, CancellationToken cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancel).AsTask();

    private static async Task ForeverAsync(NetworkStream stream, byte[] bytes, TimeSpan between, CancellationToken cancel)
    {
        while (true)
        {
            await stream.WriteAsync(bytes, cancel);
            if (between > TimeSpan.Zero)
            {
                await Task.Delay(between, cancel);
            }
        }
    }
}
