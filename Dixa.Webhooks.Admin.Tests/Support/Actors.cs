using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>People who use the application.</summary>
internal static class Actors
{
    public static Actor Administrator { get; } = new(Guid.Parse("11111111-1111-4111-8111-111111111111"), "Ada", Role.Administrator);

    public static Actor Support { get; } = new(Guid.Parse("22222222-2222-4222-8222-222222222222"), "Sam", Role.Support);
}
