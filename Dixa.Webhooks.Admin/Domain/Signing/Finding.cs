namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>What an inspection of a signed request found: that it is valid, or which part is wrong.</summary>
public abstract record Finding
{
    /// <summary>The signature fits, and it is recent.</summary>
    /// <param name="Age">How long ago it was signed.</param>
    /// <param name="LineEndsAssumed">The body came through a text box, which knows one kind of line end; the payload's own were taken.</param>
    /// <param name="ByPreviousSecret">It fits the secret of before the last rotation, whose overlap has not ended yet.</param>
    public sealed record Valid(TimeSpan Age, bool LineEndsAssumed, bool ByPreviousSecret = false) : Finding;

    /// <summary>The signature fits, but a receiver that keeps to <see cref="SignatureInspection.Tolerance"/> refuses it.</summary>
    /// <param name="Age">How long ago it was signed; negative when that is still to come.</param>
    public sealed record OutOfTime(TimeSpan Age) : Finding;

    /// <param name="Problem">Which part of the header it is, as a sentence for a reader.</param>
    public sealed record MalformedHeader(string Problem) : Finding;

    /// <summary>The header's <c>t</c> is in seconds.</summary>
    public sealed record TimeInSeconds : Finding;

    /// <summary>The secret that the receiver uses is none with which this webhook's requests are signed now.</summary>
    public sealed record ReceiversSecretDiffers : Finding;

    /// <summary>The signature comes about by mistakes that are often made.</summary>
    /// <param name="Mistakes">At least one.</param>
    /// <param name="Body">How the body differs from the one that was sent, where it must be that one for the signature to come about.</param>
    public sealed record Mistaken(IReadOnlyList<SigningMistake> Mistakes, BodyDifference? Body) : Finding;

    /// <summary>The signature fits what was sent, and not what was pasted.</summary>
    public sealed record BodyChanged(BodyDifference Difference) : Finding;

    /// <summary>The signature is that of an attempt to send this event; the time beside it is not.</summary>
    /// <param name="Sent">The digits of <c>t</c> that it went out with.</param>
    /// <param name="Body">How the body differs besides from the one that was sent; null when it does not.</param>
    public sealed record TimeChanged(string Sent, BodyDifference? Body) : Finding;

    /// <summary>It does not fit what was sent either: another secret or another time made it, or it belongs to another request.</summary>
    /// <param name="Body">How the body differs besides from the one that was sent; null when it does not.</param>
    public sealed record OtherSecret(BodyDifference? Body) : Finding;

    /// <summary>The signature does not fit, and what was sent is not known, so that a changed body and another secret look alike.</summary>
    public sealed record Unexplained : Finding;
}

/// <summary>What receivers often get wrong when they compute a signature.</summary>
public enum SigningMistake
{
    /// <summary>The key was the secret's hex text, and not the bytes that it stands for.</summary>
    HexTextAsKey,

    /// <summary>The time was signed in seconds.</summary>
    SecondsSigned,

    /// <summary>The body was signed without the time.</summary>
    TimeLeftOut,

    /// <summary>No dot was signed between the time and the body.</summary>
    DotLeftOut,

    /// <summary><c>t=</c> was signed before the time.</summary>
    NameSigned,

    /// <summary>The header's whole value was signed in place of the time.</summary>
    HeaderSigned,
}
