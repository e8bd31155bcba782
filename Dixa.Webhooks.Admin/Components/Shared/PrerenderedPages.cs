namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Hands what a page loaded while it was prerendered to the same page in its circuit, so that the page keeps its content when it becomes interactive.
/// It is kept in memory for a short time and handed over once. A page that does not find it, for example in another process, loads it again.
/// </summary>
public sealed class PrerenderedPages(TimeProvider time)
{
    /// <summary>A browser connects much sooner than this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Above it, the oldest pages are forgotten.</summary>
    public const int MaxPages = 200;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<(Guid Visit, Type Component), (object Loaded, long KeptAt)> _kept = [];

    public void Keep(Guid visit, Type component, object loaded)
    {
        lock (_lock)
        {
            while (_kept.Count > 0 && (_kept.Count >= MaxPages || IsExpired(_kept.GetAt(0).Value.KeptAt)))
            {
                _kept.RemoveAt(0);
            }

            _kept[(visit, component)] = (loaded, time.GetTimestamp());
        }
    }

    /// <summary>Returns null if there is nothing, or not any more.</summary>
    public object? Take(Guid visit, Type component)
    {
        lock (_lock)
        {
            return _kept.Remove((visit, component), out var kept) && !IsExpired(kept.KeptAt) ? kept.Loaded : null;
        }
    }

    private bool IsExpired(long keptAt) => time.GetElapsedTime(keptAt) > Lifetime;
}
