using System.Text.Json;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>The companion's end of <see cref="CompanionProcess"/>.</summary>
internal static class Companion
{
    /// <summary>Responds to each request until the input ends.</summary>
    public static async Task<int> ServeAsync<TOrder, TAnswer>(Func<TOrder, Task<TAnswer>> answer, CancellationToken cancel)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        while (await Console.In.ReadLineAsync(cancel) is { } line)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(await answer(JsonSerializer.Deserialize<TOrder>(line)!)));
            await output.FlushAsync(cancel);
        }

        return 0;
    }
}
