using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Up to where a search has looked. Its order depends on the search.</summary>
/// <param name="Order">The event's key, or the creation time in UTC ticks; see <see cref="FindOrder"/>.</param>
/// <param name="Id">The delivery's key. Those with the same <see cref="Order"/> and a lower key follow.</param>
public sealed record FindPosition(FindOrder By, long Order, long Id)
{
    /// <summary>The form used in URLs: a letter for the order, the number, a hyphen, the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(By is FindOrder.Event ? 'e' : 'c')}{Order}-{Id}");

    /// <summary>Null if the text is not a position.</summary>
    public static FindPosition? Read(string text) =>
        text is ['e' or 'c', ..] && text[1..].Split('-') is [var first, var second]
        && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order <= DateTimeOffset.MaxValue.UtcTicks
        && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new FindPosition(text[0] == 'e' ? FindOrder.Event : FindOrder.Creation, order, id)
            : null;

    internal static FindPosition Of(FindOrder by, Delivery delivery) =>
        new(by, by is FindOrder.Event ? delivery.EventKey : delivery.CreatedAt.UtcTicks, delivery.Id);
}

/// <summary>The order of a result; newest first in both cases.</summary>
public enum FindOrder
{
    /// <summary>By the time at which the delivery was created.</summary>
    Creation,

    /// <summary>By event, with all deliveries of an event together.</summary>
    Event,
}
