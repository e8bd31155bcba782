namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>The lane's lease expired before a request was written. Another process may have sent the delivery already.</summary>
internal sealed class LeaseEndedException() : Exception("The lease of the lane has expired.");
