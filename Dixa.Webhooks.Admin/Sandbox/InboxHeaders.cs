using System.Collections.Frozen;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>
/// A request's headers for the inbox. Only the values that every delivery carries, and what clients say of themselves, are
/// kept: any other may be one that an administrator entered, which nobody else is to see.
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
