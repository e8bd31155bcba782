using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Says that a search can miss events while an upgrade adds them to the index.</summary>
public sealed partial class IndexingNote(DeliveryFinder finder)
{
    private long _left;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _left = await finder.UnindexedEventsAsync();
        }
        catch (Exception error) when (StoreOutage.Caused(error))
        {
            // The page says that the database does not respond.
        }
    }
}
