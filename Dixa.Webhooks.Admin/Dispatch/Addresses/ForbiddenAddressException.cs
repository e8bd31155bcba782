namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Thrown while connecting if the address guard forbids an address. The endpoint client turns it into a result.</summary>
public sealed class ForbiddenAddressException() : IOException("An address of this host is forbidden.");
