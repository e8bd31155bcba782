using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Circuits;

/// <summary>
/// A page that is open as in a browser: its HTML is loaded, a circuit is started for it, and every update is confirmed. Nothing is rendered.
/// </summary>
internal sealed partial class OpenPage : IAsyncDisposable
{
    /// <summary>The result of a script that the server keeps a reference to, for example a module.</summary>
    private const int ObjectReference = 1;

    private readonly Uri _address;
    private readonly HubConnection _connection;
    private int _updates;
    private string? _error;

    private OpenPage(Uri address, HubConnection connection) => (_address, _connection) = (address, connection);

    /// <summary>The number of updates so far.</summary>
    public int Updates => Volatile.Read(ref _updates);

    /// <summary>Loads the page and starts its circuit.</summary>
    /// <param name="http">A client that is signed in.</param>
    /// <param name="cookies">The cookies of <paramref name="http"/>.</param>
    /// <param name="address">The page's URL.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<OpenPage> OpenAsync(HttpClient http, CookieContainer cookies, Uri address, CancellationToken cancel)
    {
        try
        {
            var html = await http.GetStringAsync(address, cancel);
            var page = new OpenPage(address, Connection(cookies, address));
            page.Listen();
            await page._connection.StartAsync(cancel);
            await page.StartAsync(html, cancel);
            return page;
        }
        catch (Exception error) when (error is HttpRequestException or WebSocketException or HubException)
        {
            throw new BenchException($"The page {address} did not open. {error.Message}", error);
        }
    }

    /// <exception cref="BenchException">The circuit ended with an error.</exception>
    public void ThrowIfEnded()
    {
        if (_error is not null || _connection.State is not HubConnectionState.Connected)
        {
            throw new BenchException($"The circuit of {_address} ended. {_error}");
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static HubConnection Connection(CookieContainer cookies, Uri address)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, AppRoutes.Hub), options =>
        {
            (options.Cookies, options.Transports, options.SkipNegotiation) = (cookies, HttpTransportType.WebSockets, true);
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        return builder.Build();
    }

    private void Listen()
    {
        _connection.On<long, byte[]>("JS.RenderBatch", (batch, _) =>
        {
            Interlocked.Increment(ref _updates);
            return _connection.SendAsync("OnRenderCompleted", batch, null);
        });
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (call, name, _, kind, _, _) => AnswerAsync(call, name, kind));
        _connection.On<string>("JS.Error", error => _error = error);
        _connection.Closed += error =>
        {
            _error ??= error?.Message;
            return Task.CompletedTask;
        };
    }

    private async Task StartAsync(string html, CancellationToken cancel)
    {
        var circuit = await _connection.InvokeAsync<string?>("StartCircuit", $"{new Uri(_address, "/")}", $"{_address}", "[]", State(html), cancel);
        if (circuit is null)
        {
            throw new BenchException($"The server did not start a circuit for {_address}. {_error}");
        }

        await _connection.SendAsync("UpdateRootComponents", Components(html), State(html), cancel);
    }

    private Task AnswerAsync(long call, string name, int kind)
    {
        if (call == 0)
        {
            return Task.CompletedTask;
        }

        JsonNode? result = kind == ObjectReference ? new JsonObject { ["__jsObjectId"] = call } : Result(name);
        return _connection.SendAsync("EndInvokeJSFromDotNet", call, true, new JsonArray(call, true, result).ToJsonString());
    }

    /// <summary>What a browser returns from the scripts that a page waits for.</summary>
    private JsonNode? Result(string name) => name switch
    {
        "dixaScreens.address" => $"{_address}",
        "mudResizeListener.getBrowserWindowSize" or "mudElementRef.getBoundingClientRect" => new JsonObject { ["width"] = 1280, ["height"] = 800 },
        "mudpopoverHelper.countProviders" => 1,
        "window.hasOwnProperty" => true,
        _ => null,
    };

    /// <summary>The page's components in the form in which its script sends them.</summary>
    private static string Components(string html)
    {
        var operations = Marker().Matches(html)
            .Select(match => JsonNode.Parse(match.Groups[1].Value)!)
            .Where(marker => marker["type"]?.GetValue<string>() == "server")
            .Select((marker, index) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = index + 1, ["marker"] = marker.DeepClone() });
        return new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) }.ToJsonString();
    }

    private static string State(string html) => PersistedState().Match(html).Groups[1].Value;

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex PersistedState();
}
