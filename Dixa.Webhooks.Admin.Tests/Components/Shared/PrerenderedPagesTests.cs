using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class PrerenderedPagesTests
{
    private static readonly Guid Visit = Guid.NewGuid();

    private readonly FakeTimeProvider _time = new();
    private readonly PrerenderedPages _pages;

    public PrerenderedPagesTests() => _pages = new PrerenderedPages(_time);

    [Fact]
    public void What_was_kept_is_handed_over_once_to_the_same_component_of_the_same_visit()
    {
        _pages.Keep(Visit, typeof(string), "kept");

        Assert.Null(_pages.Take(Guid.NewGuid(), typeof(string)));
        Assert.Null(_pages.Take(Visit, typeof(int)));
        Assert.Equal("kept", _pages.Take(Visit, typeof(string)));
        Assert.Null(_pages.Take(Visit, typeof(string)));
    }

    [Fact]
    public void It_is_forgotten_after_a_while()
    {
        _pages.Keep(Visit, typeof(string), "kept");

        _time.Advance(PrerenderedPages.Lifetime + TimeSpan.FromSeconds(1));

        Assert.Null(_pages.Take(Visit, typeof(string)));
    }

    [Fact]
    public void The_oldest_is_forgotten_when_there_are_too_many()
    {
        _pages.Keep(Visit, typeof(string), "first");
        for (var i = 0; i < PrerenderedPages.MaxPages; i++)
        {
            _pages.Keep(Guid.NewGuid(), typeof(string), "other");
        }

        Assert.Null(_pages.Take(Visit, typeof(string)));
    }
}
