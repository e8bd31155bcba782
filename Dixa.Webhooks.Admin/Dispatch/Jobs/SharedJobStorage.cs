using Dixa.Webhooks.Admin.Storage;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// The storage of the recurring jobs, which one process runs for all. If processes share the store, these jobs are in it, and the first
/// process to fetch a job runs it. Lane jobs always stay in the memory of the process that sends the lane, since a job in the database costs
/// as much as a hundred deliveries.
/// </summary>
public sealed class SharedJobStorage(JobStorage own, StoreDialect store)
{
    public JobStorage Storage => store.SharedJobs ?? own;
}
