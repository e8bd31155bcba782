using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>How the last attempt of a delivery ended.</summary>
public abstract record OutcomeFilter
{
    public const string Expected = "a status such as 503, a class such as 5xx, or one of Timeout, Refused, Dns, Tls, Reset, ForbiddenAddress, InvalidRequest, InvalidResponse, Unreachable";

    private const int MinStatus = 100;
    private const int MaxStatus = 999;

    private OutcomeFilter()
    {
    }

    /// <summary>The states that such a delivery can have.</summary>
    public abstract IReadOnlyList<DeliveryState> States { get; }

    /// <summary>Null if the text is not <see cref="Expected"/>.</summary>
    public static OutcomeFilter? Read(string text) => text.Trim() switch
    {
        [>= '1' and <= '5' and var first, 'x' or 'X', 'x' or 'X'] => new StatusClass(first - '0'),
        var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var status) => status is >= MinStatus and <= MaxStatus ? new Status(status) : null,
        var name when Enum.GetNames<FailureClass>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known => new Failure(Enum.Parse<FailureClass>(known)),
        _ => null,
    };

    public abstract bool Matches(Delivery delivery);

    private static IReadOnlyList<DeliveryState> Of(bool isSuccess) => isSuccess ? [DeliveryState.Delivered] : [DeliveryState.Pending, DeliveryState.Failed, DeliveryState.Cancelled];

    /// <param name="Code">For example 503.</param>
    public sealed record Status(int Code) : OutcomeFilter
    {
        // A response with a status of success that was not complete has a failure.
        public override IReadOnlyList<DeliveryState> States => Of(AttemptResult.Responded(Code).Succeeded);

        public override bool Matches(Delivery delivery) => delivery.LastStatusCode == Code && delivery.LastFailure is null;

        public override string ToString() => Code.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="First">The first digit.</param>
    public sealed record StatusClass(int First) : OutcomeFilter
    {
        private const int Size = 100;

        public override IReadOnlyList<DeliveryState> States => Of(AttemptResult.Responded(First * Size).Succeeded);

        public override bool Matches(Delivery delivery) => delivery.LastStatusCode / Size == First && delivery.LastFailure is null;

        public override string ToString() => $"{First}xx";
    }

    /// <param name="Class">Why there was no usable response.</param>
    public sealed record Failure(FailureClass Class) : OutcomeFilter
    {
        public override IReadOnlyList<DeliveryState> States => Of(isSuccess: false);

        public override bool Matches(Delivery delivery) => delivery.LastFailure == Class;

        public override string ToString() => Class.ToString();
    }
}
