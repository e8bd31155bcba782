using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>What differs between the responses of two attempts: the status, the headers and the body.</summary>
public sealed partial class ResponseComparison
{
    private bool _isOpen;
    private int? _left;
    private int? _right;

    /// <summary>Latest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<AttemptView> Attempts { get; set; }

    private List<AttemptView> Compared => [.. Attempts.Where(attempt => attempt.Response is { IsRemoved: false }).OrderBy(attempt => attempt.Number)];

    private AttemptView Left => Chosen(_left) ?? Compared[^2];

    private AttemptView Right => Chosen(_right) ?? Compared[^1];

    private IReadOnlyList<DiffLine> Lines => LineDiff.Between(Text(Left), Text(Right));

    private static string Name(AttemptView attempt) => string.Create(CultureInfo.InvariantCulture, $"Attempt {attempt.Number}: {attempt.Status.Text}");

    private static string Sign(DiffKind kind) => kind switch
    {
        DiffKind.Added => "+",
        DiffKind.Removed => "−",
        _ => " ",
    };

    /// <summary>The response as lines. JSON is formatted, so that its members can be compared.</summary>
    private static List<string> Text(AttemptView attempt)
    {
        var response = attempt.Response!;
        var formatted = PayloadText.Formatted(response.Body.Span);
        var body = ReceivedText.Of(formatted is null ? response.Body.Span : Encoding.UTF8.GetBytes(formatted), manyLines: true, out _);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"Status: {attempt.StatusCode}"),
            .. response.Headers.Select(header => $"{header.Name}: {ReceivedText.Of(header.Value.Span, manyLines: false, out _)}"),
            .. body.Length == 0 ? Array.Empty<string>() : ["", .. body.Split('\n')],
        ];
    }

    private AttemptView? Chosen(int? number) => Compared.FirstOrDefault(attempt => attempt.Number == number);
}
