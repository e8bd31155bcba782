namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Thrown inside an exchange when an endpoint sends without end; the endpoint client makes a value of it.</summary>
public sealed class ResponseTooLongException() : IOException("The endpoint sends more than any answer needs.");
