namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// The numbers of <see cref="DeliveryState"/> as literals for SQL. They are not parameters, because the database uses a partial index only
/// if the query repeats its condition with the same literal.
/// </summary>
public static class DeliveryStates
{
    public const string Pending = "0";
    public const string Delivered = "1";
    public const string Failed = "2";
    public const string Cancelled = "3";
}
