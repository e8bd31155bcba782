namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Ends an exchange in which an endpoint sends without end. It never leaves the endpoint client.</summary>
public sealed class ResponseTooLongException() : IOException("The endpoint sends more than any answer needs.");
