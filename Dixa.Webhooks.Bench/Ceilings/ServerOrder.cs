namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>The request to the minimal server.</summary>
/// <param name="Forward">The URL to post each body to; null for none.</param>
internal sealed record ServerOrder(Uri? Forward);

/// <summary>The port on which the server listens.</summary>
internal sealed record ServerAnswer(int Port);
