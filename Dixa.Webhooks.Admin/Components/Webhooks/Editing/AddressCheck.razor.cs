using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>Checks the URL of the form before it is saved, and shows what was found until the URL changes.</summary>
public sealed partial class AddressCheck(AddressChecker checker, CurrentActor current, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<AddressFinding> _findings = [];
    private string? _message;
    private string? _checked;
    private bool _isChecking;

    /// <summary>As entered.</summary>
    [Parameter, EditorRequired]
    public required string Url { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (Url != _checked)
        {
            (_findings, _message) = ([], null);
        }
    }

    private static string IconOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => Icons.Material.Filled.CheckCircle,
        FindingLevel.Warning => Icons.Material.Filled.Warning,
        _ => Icons.Material.Filled.Error,
    };

    private static Color ColorOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => Color.Success,
        FindingLevel.Warning => Color.Warning,
        _ => Color.Error,
    };

    private static string WordOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => "Good:",
        FindingLevel.Warning => "Warning:",
        _ => "Error:",
    };

    private async Task CheckAsync()
    {
        if (_isChecking)
        {
            return;
        }

        var url = Url;
        (_isChecking, _checked, _findings, _message) = (true, url, [], null);
        try
        {
            var result = await checker.CheckAsync(await current.GetAsync(_closed.Token), url, _closed.Token);
            if (url != Url)
            {
                return;
            }

            switch (result)
            {
                case AddressCheckResult.Checked done:
                    _findings = [.. AddressCheckText.Of(done.Probe, url.Trim(), time.GetUtcNow())];
                    break;
                case AddressCheckResult.Invalid invalid:
                    _message = invalid.Error.Message;
                    break;
                case AddressCheckResult.TooMany many:
                    _message = $"Too many checks. Try again in {Math.Max(1, (int)many.Wait.TotalSeconds)} seconds.";
                    break;
                default:
                    _message = "Only administrators can check addresses.";
                    break;
            }
        }
        catch (System.Data.Common.DbException)
        {
            _message = "The database did not respond, so nothing was checked. Try again.";
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The form was closed.
        }
        finally
        {
            _isChecking = false;
        }
    }
}
