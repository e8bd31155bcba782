namespace Dixa.Webhooks.Admin.Domain.Privacy;

public enum ErasureState
{
    Running,
    Finished,
}
