using System.Globalization;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The publishers, as the scenarios see them.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CompanionProcess _process = CompanionProcess.Start(CommandLine.Load);

    /// <exception cref="BenchException">Not every request was answered with 202.</exception>
    public async Task<LoadAnswer> PublishAsync(LoadOrder order, CancellationToken cancel)
    {
        var answer = await _process.AskAsync<LoadOrder, LoadAnswer>(order, cancel);
        return answer.Refused == 0
            ? answer
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{answer.Refused:N0} requests were not answered with 202; {answer.Accepted:N0} events were."));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
