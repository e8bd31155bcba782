using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Architecture.Samples;

/// <summary>Depends on the store only in the body of an asynchronous method.</summary>
public static class DependsInAnAsyncBody
{
    public static async Task<int> CountAsync(object factory)
    {
        await using var context = await ((IDbContextFactory<WebhooksDbContext>)factory).CreateDbContextAsync();
        return await context.Lanes.CountAsync();
    }
}

/// <summary>Depends on the store only in a closure.</summary>
public static class DependsInAClosure
{
    public static Func<object, string> Show(string prefix) => row => prefix + ((Lane)row).SubscriptionId;
}

/// <summary>A class that is not sealed.</summary>
public class Unsealed;

/// <summary>A record that is not sealed.</summary>
public record UnsealedRecord;

/// <summary>Need not be sealed.</summary>
public abstract class Abstract;
