namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// One load of a page: in the request that prerenders it, and then in its circuit, where it outlives the pages between which the user navigates.
/// </summary>
/// <param name="id">Random, and passed from the request into the circuit in an encrypted form.</param>
/// <param name="pages">Where the request leaves what it loaded.</param>
public sealed class PageVisit(Guid id, PrerenderedPages pages)
{
    /// <summary>Whether the user has closed the first steps of a new installation. A cookie keeps it.</summary>
    public bool FirstStepsAreClosed { get; set; }

    /// <summary>Whether the user has closed the settings menu. A cookie keeps it.</summary>
    public bool MenuIsClosed { get; set; }

    public void Keep(Type component, object loaded) => pages.Keep(id, component, loaded);

    public object? Take(Type component) => pages.Take(id, component);
}
