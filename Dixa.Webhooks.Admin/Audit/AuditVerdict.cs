namespace Dixa.Webhooks.Admin.Audit;

/// <summary>What a verification of the audit log has found.</summary>
public abstract record AuditVerdict
{
    /// <param name="First">The first row that is kept.</param>
    /// <param name="Last">The last row; smaller than <paramref name="First"/> if there are none.</param>
    public sealed record Intact(long First, long Last) : AuditVerdict;

    /// <param name="Id">The first row that is wrong.</param>
    /// <param name="Problem">What is wrong with it: continues a sentence that begins with the row.</param>
    public sealed record Broken(long Id, string Problem) : AuditVerdict;

    /// <summary>The ends of the chain are missing or were changed, so the rows cannot be checked.</summary>
    public sealed record NoChain(string Problem) : AuditVerdict;
}
