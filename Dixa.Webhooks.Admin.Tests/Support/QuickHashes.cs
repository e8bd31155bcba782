using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Password hashes with few iterations, for applications in the tests' process. Almost every one of them creates an administrator and signs in.</summary>
internal static class QuickHashes
{
    private const int Iterations = 1_000;

    public static PasswordHasherOptions Hasher { get; } = new() { IterationCount = Iterations };

    public static IServiceCollection AddQuickHashes(this IServiceCollection services) => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = Iterations);
}
