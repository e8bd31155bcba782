using Dixa.Webhooks.Admin.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(JourneysFirst))]

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Starts the journeys first. The tests of a class run one after another, so a long class that started last would run alone at the end.</summary>
public sealed class JourneysFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(".Journeys.", StringComparison.Ordinal))];
}
