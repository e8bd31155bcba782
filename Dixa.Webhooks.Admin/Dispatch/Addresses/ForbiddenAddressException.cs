namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Thrown inside a connection attempt when the address guard refuses an address; the endpoint client makes a value of it.</summary>
public sealed class ForbiddenAddressException() : IOException("The address guard refuses an address of this host.");
