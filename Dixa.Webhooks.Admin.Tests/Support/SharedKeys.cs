using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// Encryption keys in memory, for stores that only the tests' process uses. EF Core builds a model and compiles its queries once per key, which
/// takes longer than most tests.
/// </summary>
internal static class SharedKeys
{
    private static readonly EphemeralDataProtectionProvider Keys = new();

    public static IServiceCollection AddSharedKeys(this IServiceCollection services) => services.AddSingleton<IDataProtectionProvider>(Keys);
}
