using System.Data.Common;
using System.Text;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>Lets an administrator paste a request that fails verification, and explains why.</summary>
public sealed partial class SignatureChecker(SignatureVerifier verifier, CurrentActor currentActor, IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Larger than any event.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private readonly ScriptModule _script = new(js, "./Components/Webhooks/Verification/SignatureChecker.razor.js");
    private readonly FieldErrors _errors = new();
    private ElementReference _body;
    private string _header = "";
    private string _secret = "";
    private SentRequest? _loaded;
    private Finding? _finding;
    private DateTimeOffset _checkedAt;
    private string? _error;
    private bool _busy;
    private bool _focusError;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusError)
        {
            _focusError = false;
            await (await _script.FetchAsync()).InvokeVoidAsync("focusFirstError", _body);
        }
    }

    private Task CheckAsync() => RunAsync(async () =>
    {
        _finding = null;
        var errors = new List<FieldError>();
        if (_header.Trim().Length == 0)
        {
            errors.Add(new FieldError("header", "Paste the value of X-DIXA-SIGNATURE."));
        }

        var body = await ReadBodyAsync(errors);
        var secret = ReadSecret(errors);
        _errors.Replace(errors);
        if (errors.Count > 0)
        {
            _focusError = true;
            return;
        }

        _finding = await verifier.InspectAsync(await currentActor.GetAsync(), SubscriptionId, new ShownRequest(_header, body, secret));
        _checkedAt = time.GetUtcNow();
        _error = _finding is null ? "The request could not be checked. The webhook was removed, or you no longer have access." : null;
    });

    private Task LoadLastAsync() => RunAsync(async () =>
    {
        _loaded = await verifier.LastAsync(await currentActor.GetAsync(), SubscriptionId);
        if (_loaded is null)
        {
            _error = "No request has been sent to this webhook yet. Send a test event, or wait for an event.";
            return;
        }

        _errors.Clear();
        _finding = null;
        _header = _loaded.Signature;
        await (await _script.FetchAsync()).InvokeVoidAsync("fill", _body, Encoding.UTF8.GetString(_loaded.Body));
    });

    private async Task RunAsync(Func<Task> action)
    {
        (_busy, _error) = (true, null);
        try
        {
            await action();
        }
        catch (DbException)
        {
            _error = "The database did not respond. Try again.";
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(List<FieldError> errors)
    {
        var (length, bytes) = await LongText.ReadAsync(await _script.FetchAsync(), _body, MaxBytes) ?? (0, []);
        if (length is 0 or > MaxBytes)
        {
            errors.Add(new FieldError("body", length == 0 ? "Paste the body." : $"The body must be at most {MaxBytes:N0} bytes (it has {length:N0})."));
        }

        return bytes;
    }

    private VerificationSecret? ReadSecret(List<FieldError> errors)
    {
        var typed = _secret.Trim();
        if (typed.Length == 0)
        {
            return null;
        }

        if (typed.Length != VerificationSecret.Bytes * 2 || !typed.All(char.IsAsciiHexDigit))
        {
            errors.Add(new FieldError("secret", $"The secret must be {VerificationSecret.Bytes * 2} hex digits (it has {typed.Length} characters{(typed.All(char.IsAsciiHexDigit) ? "" : ", not only hex digits")})."));
            return null;
        }

        return VerificationSecret.Parse(typed);
    }
}
