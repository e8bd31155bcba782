namespace Dixa.Webhooks.Admin.Support;

/// <summary>How the receiver responds to a request.</summary>
public abstract record Behavior;

/// <summary>Responds with a status and a short body.</summary>
public sealed record Answer(int Status, string Body = "ok") : Behavior;

/// <summary>Responds with 302 to another location.</summary>
public sealed record RedirectTo(Uri Location) : Behavior;

/// <summary>Does not respond until the sender gives up.</summary>
public sealed record Hang : Behavior;

/// <summary>Responds with 200 immediately and then sends the body one byte at a time until the sender gives up.</summary>
public sealed record Drip(TimeSpan Between) : Behavior;

/// <summary>Responds with 200 and a body of this many bytes.</summary>
public sealed record HugeBody(long Bytes = 10 * 1024 * 1024) : Behavior;

/// <summary>Responds with bytes that are not HTTP.</summary>
public sealed record Garbage : Behavior;

/// <summary>Closes the connection without a response.</summary>
public sealed record CloseConnection : Behavior;

/// <summary>Closes the connection in the middle of the body.</summary>
public sealed record CutBody : Behavior;
