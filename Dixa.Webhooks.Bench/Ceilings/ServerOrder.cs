namespace Dixa.Webhooks.Bench.Ceilings;

/// <summary>What the minimal server does with each request, beside reading it and answering 202.</summary>
/// <param name="Forward">Where the body is posted to; null posts nothing.</param>
internal sealed record ServerOrder(Uri? Forward);

/// <summary>Where it listens.</summary>
internal sealed record ServerAnswer(int Port);
