namespace Dixa.Webhooks.Admin.Support;

/// <summary>How the receiver treats a request once it has read it.</summary>
public abstract record Behaviour;

/// <summary>Answers with a status and a short body.</summary>
public sealed record Answer(int Status, string Body = "ok") : Behaviour;

/// <summary>Answers 302 and points elsewhere.</summary>
public sealed record RedirectTo(Uri Location) : Behaviour;

/// <summary>Never answers, until the sender gives up.</summary>
public sealed record Hang : Behaviour;

/// <summary>Answers 200 at once and then sends the body one byte at a time, until the sender gives up.</summary>
public sealed record Drip(TimeSpan Between) : Behaviour;

/// <summary>Answers 200 with a body of this many bytes.</summary>
public sealed record HugeBody(long Bytes = 10 * 1024 * 1024) : Behaviour;

/// <summary>Answers with bytes that are not HTTP.</summary>
public sealed record Garbage : Behaviour;

/// <summary>Breaks the connection off without an answer.</summary>
public sealed record CloseConnection : Behaviour;

/// <summary>Breaks the connection off in the middle of the body.</summary>
public sealed record CutBody : Behaviour;
