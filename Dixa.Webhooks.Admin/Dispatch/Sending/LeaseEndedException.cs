namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>This process's lease of a lane ended before a request was written: another process may have sent the delivery by now.</summary>
internal sealed class LeaseEndedException() : Exception("The lease of the lane has ended.");
