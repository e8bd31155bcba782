namespace Dixa.Webhooks.Bench;

/// <summary>What every scenario needs to know.</summary>
/// <param name="App">The built application.</param>
/// <param name="Seed">Decides the event ids.</param>
/// <param name="PayloadBytes">The length of each envelope as it is delivered.</param>
/// <param name="RawReceiver">The receiver is a loop on raw sockets instead of a web server.</param>
internal sealed record RunOptions(string App, int Seed, int PayloadBytes, bool RawReceiver);
