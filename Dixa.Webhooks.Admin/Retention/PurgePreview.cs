namespace Dixa.Webhooks.Admin.Retention;

/// <summary>What a run of the purge would remove now.</summary>
/// <param name="ByAge">What is too old.</param>
/// <param name="ExcessBytes">How many bytes of the oldest deliveries would be removed because the store is too large; 0 if it is not.</param>
public sealed record PurgePreview(PurgedHistory ByAge, long ExcessBytes)
{
    public bool IsNothing => ByAge.Rows == 0 && ExcessBytes == 0;
}
