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

/// <summary>Where an administrator pastes a request that does not verify, and learns why.</summary>
public sealed partial class SignatureChecker(SignatureVerifier checks, CurrentActor currentActor, IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    /// <summary>More than any event has.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private readonly ScriptModule _script = new(js, "./Components/Webhooks/Verification/SignatureChecker.razor.js");
    private readonly FieldErrors _errors = new();
    private ElementReference _body;
    private string _header = "";
    private string _secret = "";
    private SentRequest? _loaded;
    private Finding? _finding;
    private DateTimeOffset _checkedAt;
    private string? _problem;
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

        _finding = await checks.InspectAsync(await currentActor.GetAsync(), SubscriptionId, new ShownRequest(_header, body, secret));
        _checkedAt = time.GetUtcNow();
        _problem = _finding is null ? "This cannot be checked: the webhook is gone, or you may not do it any more." : null;
    });

    private Task LoadLastAsync() => RunAsync(async () =>
    {
        _loaded = await checks.LastAsync(await currentActor.GetAsync(), SubscriptionId);
        if (_loaded is null)
        {
            _problem = "No request has gone out to this webhook so far, so there is none to load. Send a test, or wait for an event.";
            return;
        }

        _errors.Clear();
        _finding = null;
        _header = _loaded.Signature;
        await (await _script.FetchAsync()).InvokeVoidAsync("fill", _body, Encoding.UTF8.GetString(_loaded.Body));
    });

    private async Task RunAsync(Func<Task> action)
    {
        (_busy, _problem) = (true, null);
        try
        {
            await action();
        }
        catch (DbException)
        {
            _problem = "The store did not answer. Try again.";
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
            errors.Add(new FieldError("body", length == 0 ? "Paste the body." : $"The body has {length:N0} bytes; no event has more than {MaxBytes:N0}."));
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
            errors.Add(new FieldError("secret", $"A verification secret is {VerificationSecret.Bytes * 2} hex digits; this has {typed.Length} characters{(typed.All(char.IsAsciiHexDigit) ? "" : ", and not only hex digits")}."));
            return null;
        }

        return VerificationSecret.Parse(typed);
    }
}
