using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>The result of a request to erase a person.</summary>
public abstract record ErasureResult
{
    private ErasureResult()
    {
    }

    /// <summary>Nothing was changed.</summary>
    public sealed record Previewed(ErasurePreview Preview) : ErasureResult;

    /// <summary>It runs in the background.</summary>
    public sealed record Started(Guid Id) : ErasureResult;

    public sealed record Invalid(FieldError Error) : ErasureResult;

    public sealed record Forbidden : ErasureResult;
}
