namespace Dixa.Webhooks.Admin.Domain.Privacy;

public enum ErasureState
{
    Running,
    Finished,

    /// <summary>It cannot be completed, because its key was lost. Parts of it may be done.</summary>
    Failed,
}
