using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Architecture.Samples;

/// <summary>Leans on the store where only the body of an asynchronous method shows it.</summary>
public static class LeansInAnAsyncBody
{
    public static async Task<int> CountAsync(object factory)
    {
        await using var context = await ((IDbContextFactory<WebhooksDbContext>)factory).CreateDbContextAsync();
        return await context.Lanes.CountAsync();
    }
}

/// <summary>Leans on the store where only a closure shows it.</summary>
public static class LeansInAClosure
{
    public static Func<object, string> Show(string prefix) => row => prefix + ((Lane)row).SubscriptionId;
}

/// <summary>Stands open.</summary>
public class Unsealed;

/// <summary>A record that stands open.</summary>
public record UnsealedRecord;

/// <summary>Need not be sealed.</summary>
public abstract class Abstract;
