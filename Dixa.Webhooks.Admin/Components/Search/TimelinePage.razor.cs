using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The events about a conversation or a person, newest first, each with its deliveries to any webhook.</summary>
public sealed partial class TimelinePage(EventFinder finder, DeliveryFeed feed, ILogger<TimelinePage> logger) : LiveComponent(feed, logger)
{
    public const string AfterName = "after";

    private SearchTerm? _term;
    private TimelineEvents? _page;
    private (string?, string?)? _requested;
    private long? _after;

    [SupplyParameterFromQuery(Name = FindAddress.SearchName)]
    public string? Search { get; set; }

    /// <summary>The key of the last event of the page before.</summary>
    [SupplyParameterFromQuery(Name = AfterName)]
    public string? After { get; set; }

    private bool IsUnknownPage => After is not null && _after is null;

    private string Title => _term switch
    {
        null => "Timeline",
        SearchTerm.Number number => $"Conversation {number.Value}",
        SearchTerm.Uuid id => $"ID {id.Value}",
        _ => TermText.Of(_term, null),
    };

    protected override async Task OnParametersSetAsync()
    {
        _term = Search is { Length: <= SearchTerm.MaxLength } && SearchTerm.Read(Search) is { } term and not SearchTerm.Name ? term : null;
        var before = _requested;
        _requested = (Search, After);
        _after = long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key > 0 ? key : null;
        if (_term is null || IsUnknownPage)
        {
            return;
        }

        await FollowAsync(null);
        if (before is not null && before != _requested)
        {
            _page = null;
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var requested = _requested;
        var page = await finder.TimelineAsync(_term!, _after);
        if (requested == _requested)
        {
            _page = page;
        }
    }
}
