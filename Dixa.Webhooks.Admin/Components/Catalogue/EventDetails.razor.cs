using System.Text.Encodings.Web;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>All there is to know of one event type. It is made anew for another one.</summary>
public sealed partial class EventDetails(Organization organization)
{
    private static readonly JsonSerializerOptions SchemaWriting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ElementReference _title;
    private byte[] _envelope = [];
    private byte[] _schema = [];
    private bool _dataAlone;

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    /// <summary>The paths of the fields that were searched for.</summary>
    [Parameter]
    public IReadOnlyList<string> Found { get; set; } = [];

    protected override void OnInitialized()
    {
        _envelope = EventEnvelope.Sample(Type, organization);
        _schema = JsonSerializer.SerializeToUtf8Bytes(Type.Data.Schema, SchemaWriting);
    }

    // The router does this when the page changes, and this is the same page.
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _title.FocusAsync().AsTask() : Task.CompletedTask;
}
