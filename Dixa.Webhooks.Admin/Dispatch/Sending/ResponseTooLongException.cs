namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Ends a request whose endpoint sends too many bytes. It never leaves the endpoint client.</summary>
public sealed class ResponseTooLongException() : IOException("The endpoint sent too many bytes.");
