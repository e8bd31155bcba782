using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Keeps two stores with different keys in one process, as tests have them, from sharing a model and so a key.</summary>
public sealed class ProtectorModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as WebhooksDbContext)?.Protection, designTime);
}
