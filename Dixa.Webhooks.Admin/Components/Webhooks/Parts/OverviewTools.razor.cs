using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>Search, filters and order of the overview. Each change is a new address, and begins with the first page.</summary>
public sealed partial class OverviewTools(NavigationManager navigation, TimeProvider time) : IDisposable
{
    /// <summary>After so long without a key the search begins.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Searches that were typed here and have not come back as the address yet.</summary>
    private readonly HashSet<string> _asked = [];

    private ElementReference _search;
    private string _text = "";
    private ITimer? _typing;

    /// <summary>The last search that was asked for, here or elsewhere.</summary>
    private string? _wanted;

    /// <summary>The search that the address had last.</summary>
    private string? _seen;

    [Parameter, EditorRequired]
    public required WebhookQuery Query { get; set; }

    /// <summary>How many webhooks the search finds, by each filter.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<WebhookFilter, int> Counts { get; set; }

    /// <summary>The order is to be what it would be now.</summary>
    [Parameter]
    public EventCallback SortAgain { get; set; }

    // Bound to the field itself: what is typed while an answer is on its way must not be overwritten by what was typed before.
    private string Text
    {
        get => _text;
        set
        {
            _text = value;
            _typing ??= time.CreateTimer(_ => _ = InvokeAsync(Search), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _typing.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _typing?.Dispose();

    /// <summary>Puts the cursor into the search.</summary>
    public ValueTask FocusAsync() => _search.FocusAsync();

    protected override void OnParametersSet()
    {
        if (Query.Search == _seen)
        {
            return;
        }

        // One that was not typed here comes from a link, a button, or the way back.
        _seen = Query.Search;
        if (Query.Search != _wanted && !_asked.Contains(Query.Search))
        {
            (_wanted, _text) = (Query.Search, Query.Search);
        }

        if (Query.Search == _wanted)
        {
            _asked.Clear();
        }
    }

    // What was typed before is no place to come back to.
    private void Search()
    {
        if (_text.Trim() is var typed && typed != _wanted)
        {
            _wanted = typed;
            _asked.Add(typed);
            GoTo(Query with { Search = typed }, replace: true);
        }
    }

    private void SortBy(ChangeEventArgs change)
    {
        if (Enum.TryParse<WebhookSort>(change.Value as string, out var sort))
        {
            GoTo(Query with { Sort = sort, Descending = OverviewAddress.IsUsuallyDescending(sort) });
        }
    }

    private void TurnRound() => GoTo(Query with { Descending = !Query.Descending });

    private void GoTo(WebhookQuery query, bool replace = false) => navigation.NavigateTo(AppUrls.FindWebhooks(query with { Page = 1 }), replace: replace);
}
