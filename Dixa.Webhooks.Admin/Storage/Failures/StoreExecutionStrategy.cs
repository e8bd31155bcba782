using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>
/// Runs EF Core's queries and changes once, and throws <see cref="StoreUnavailableException"/> if the store failed. Providers and EF Core wrap
/// such an error in different exceptions, depending on where it happens, so callers could not distinguish it from a bug.
/// </summary>
internal sealed class StoreExecutionStrategy(ExecutionStrategyDependencies dependencies) : IExecutionStrategy
{
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        try
        {
            return operation(dependencies.CurrentContext.Context, state);
        }
        catch (Exception error) when (StoreErrors.Find(error) is { } storeError && error is not StoreUnavailableException)
        {
            throw StoreUnavailableException.From(storeError);
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await operation(dependencies.CurrentContext.Context, state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (StoreErrors.Find(error) is { } storeError && error is not StoreUnavailableException)
        {
            throw StoreUnavailableException.From(storeError);
        }
    }
}
