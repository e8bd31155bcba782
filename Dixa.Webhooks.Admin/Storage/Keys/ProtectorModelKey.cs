using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Caches a model per protector, so that two stores with different keys in one process (as in tests) do not share a key.</summary>
public sealed class ProtectorModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as WebhooksDbContext)?.Protection, designTime);
}
