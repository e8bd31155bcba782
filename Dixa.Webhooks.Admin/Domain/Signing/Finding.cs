namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>The result of inspecting a signed request: valid, or which part is wrong.</summary>
public abstract record Finding
{
    /// <summary>The signature is correct and recent.</summary>
    /// <param name="Age">How long ago it was signed.</param>
    /// <param name="LineEndsAssumed">Whether the payload's line ends were used, because the text box that the body came through changes them.</param>
    /// <param name="ByPreviousSecret">Whether it was made with the previous secret, whose overlap has not ended.</param>
    public sealed record Valid(TimeSpan Age, bool LineEndsAssumed, bool ByPreviousSecret = false) : Finding;

    /// <summary>The signature is correct, but receivers that apply <see cref="SignatureInspection.Tolerance"/> reject it.</summary>
    /// <param name="Age">How long ago it was signed; negative if in the future.</param>
    public sealed record OutOfTime(TimeSpan Age) : Finding;

    /// <param name="Error">Which part of the header is malformed, as a sentence for the user.</param>
    public sealed record MalformedHeader(string Error) : Finding;

    /// <summary>The header's <c>t</c> is in seconds.</summary>
    public sealed record TimeInSeconds : Finding;

    /// <summary>The receiver's secret is not one of the webhook's active secrets.</summary>
    public sealed record ReceiversSecretDiffers : Finding;

    /// <summary>Common mistakes explain the signature.</summary>
    /// <param name="Mistakes">At least one.</param>
    /// <param name="Body">How the body differs from the sent one, if the signature is only explained by the sent one.</param>
    public sealed record Mistaken(IReadOnlyList<SigningMistake> Mistakes, BodyDifference? Body) : Finding;

    /// <summary>The signature matches the sent body, but not the pasted one.</summary>
    public sealed record BodyChanged(BodyDifference Difference) : Finding;

    /// <summary>The signature belongs to an attempt of this event, but the header's time differs.</summary>
    /// <param name="Sent">The digits of <c>t</c> in that attempt.</param>
    /// <param name="Body">How the body also differs from the sent one; null if it does not.</param>
    public sealed record TimeChanged(string Sent, BodyDifference? Body) : Finding;

    /// <summary>The signature does not match the sent body either: it was made with another secret or time, or belongs to another request.</summary>
    /// <param name="Body">How the body also differs from the sent one; null if it does not.</param>
    public sealed record OtherSecret(BodyDifference? Body) : Finding;

    /// <summary>The signature does not match. The sent body is not known, so a changed body cannot be distinguished from another secret.</summary>
    public sealed record Unexplained : Finding;
}

/// <summary>Common mistakes of receivers when they compute a signature.</summary>
public enum SigningMistake
{
    /// <summary>The key was the secret's hex text instead of the decoded bytes.</summary>
    HexTextAsKey,

    /// <summary>The signed time was in seconds.</summary>
    SecondsSigned,

    /// <summary>Only the body was signed, without the time.</summary>
    TimeLeftOut,

    /// <summary>The dot between the time and the body was missing.</summary>
    DotLeftOut,

    /// <summary>The signed time included <c>t=</c>.</summary>
    NameSigned,

    /// <summary>The header's whole value was signed instead of the time.</summary>
    HeaderSigned,
}
