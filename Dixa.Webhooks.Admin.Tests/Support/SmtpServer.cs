using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A mail server on loopback that records messages. A test can choose the reply at every step.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>The step before the client's first line.</summary>
    public const string Greeting = "";

    /// <summary>The step after the message.</summary>
    public const string EndOfMessage = ".";

    /// <summary>Instead of a reply, the server keeps the connection open silently.</summary>
    public const string Hang = "hang";

    /// <summary>Instead of a reply, the server closes the connection.</summary>
    public const string Close = "close";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The received messages with their recipients.</summary>
    public ConcurrentQueue<(IReadOnlyList<string> Recipients, string Text)> Messages { get; } = new();

    /// <summary>The received commands.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>
    /// The reply to a command, in one or more lines, or <see cref="Hang"/> or <see cref="Close"/>; null for the usual one. The command is
    /// the client's whole line, <see cref="Greeting"/> or <see cref="EndOfMessage"/>.
    /// </summary>
    public Func<string, string?> Reply { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(talks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TalkAsync(TcpClient accepted)
    {
        using var client = accepted;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var recipients = new List<string>();
        var goesOn = await AnswerAsync(writer, Greeting, "220 test") is not null;
        while (goesOn && await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var reply = await AnswerAsync(writer, line, verb switch { "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" });
            goesOn = reply is not null;
            switch (verb)
            {
                case "MAIL":
                    recipients = [];
                    break;
                case "RCPT" when reply is ['2', ..]:
                    recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                    break;
                case "DATA" when reply is ['3', ..]:
                    var text = await ReadMessageAsync(reader);
                    reply = await AnswerAsync(writer, EndOfMessage, "250 taken");
                    goesOn = reply is not null;
                    if (reply is ['2', ..])
                    {
                        Messages.Enqueue((recipients, text));
                    }

                    break;
            }
        }
    }

    /// <summary>Returns the reply; null if the connection ended.</summary>
    private async Task<string?> AnswerAsync(StreamWriter writer, string command, string usual)
    {
        var reply = Reply(command) ?? usual;
        switch (reply)
        {
            case Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                return null;
            case Close:
                return null;
            default:
                await writer.WriteLineAsync(reply);
                return reply;
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }
}
