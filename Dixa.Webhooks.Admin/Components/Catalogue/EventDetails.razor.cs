using System.Text.Encodings.Web;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>Everything about one event type. Parents set a <c>@key</c>, so each type gets a new instance.</summary>
public sealed partial class EventDetails(Organization organization)
{
    private static readonly JsonSerializerOptions SchemaWriting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ElementReference _title;
    private byte[] _envelope = [];
    private byte[] _schema = [];
    private bool _dataOnly;

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    /// <summary>The paths of the fields that match the search.</summary>
    [Parameter]
    public IReadOnlyList<string> Found { get; set; } = [];

    protected override void OnInitialized()
    {
        _envelope = EventEnvelope.Sample(Type, organization);
        _schema = JsonSerializer.SerializeToUtf8Bytes(Type.Data.Schema, SchemaWriting);
    }

    // FocusHeadingOnNavigate does this only for a new page, and choosing another type stays on the same page.
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _title.FocusAsync().AsTask() : Task.CompletedTask;
}
