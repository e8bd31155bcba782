using System.Collections.Frozen;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>
/// A request's headers for the inbox. Values are kept only for headers that every delivery has and for ordinary client headers. All
/// others are masked, because administrators may have entered secrets in them.
/// </summary>
internal static class InboxHeaders
{
    private static readonly ReadOnlyMemory<byte> Masked = Encoding.UTF8.GetBytes(Mask.Text);

    private static readonly FrozenSet<string> Plain = FrozenSet.ToFrozenSet(
        [SentHeaders.Host, DixaSignature.HeaderName, SentHeaders.SubscriptionId, SentHeaders.ContentType, SentHeaders.ContentLength, "Connection", "Expect", "Transfer-Encoding"],
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<HeaderLine> Read(IHeaderDictionary headers) =>
    [
        .. from header in headers
           from value in header.Value
           select new HeaderLine(header.Key, IsPlain(header.Key) ? Encoding.UTF8.GetBytes(value ?? "") : Masked),
    ];

    private static bool IsPlain(string name) => Plain.Contains(name) || SecretHeaders.IsOrdinary(name);
}
