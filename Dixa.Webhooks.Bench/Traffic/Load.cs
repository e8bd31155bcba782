using System.Globalization;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>Runs the publishers for the scenarios.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CompanionProcess _process = CompanionProcess.Start(CommandLine.Load);

    /// <exception cref="BenchException">Not every request got a 202 response.</exception>
    public async Task<LoadAnswer> PublishAsync(LoadOrder order, CancellationToken cancel)
    {
        var answer = await _process.AskAsync<LoadOrder, LoadAnswer>(order, cancel);
        return answer.Refused == 0
            ? answer
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{answer.Refused:N0} requests did not get a 202 response; {answer.Accepted:N0} events were accepted."));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
