namespace Dixa.Webhooks.Admin.Ingest;

public sealed class IntakeMemoryTests
{
    private readonly IntakeMemory _memory = new(limit: 1_000);

    [Fact]
    public void Requests_are_accepted_up_to_the_limit_and_refused_beyond_it_until_another_ends()
    {
        using var first = _memory.Begin();
        using var second = _memory.Begin();
        var third = _memory.Begin();
        Assert.True(first.TryHold(400));
        Assert.True(second.TryHold(600));

        Assert.False(third.TryHold(1));
        Assert.Equal((true, 1_000L), (third.Refused, _memory.Held));
        second.Dispose();
        using var again = _memory.Begin();
        Assert.True(again.TryHold(600));
    }

    [Fact]
    public void A_single_request_is_accepted_regardless_of_its_size()
    {
        using var alone = _memory.Begin();

        Assert.All([500L, 900L, 5_000L, 16_000L], total => Assert.True(alone.TryHold(total)));
        Assert.Equal(16_000, _memory.Held);
        Assert.False(_memory.Begin().TryHold(1));
    }

    [Fact]
    public void A_request_frees_its_share_when_it_ends_and_a_refusal_takes_nothing()
    {
        using (var one = _memory.Begin())
        {
            Assert.True(one.TryHold(700));
            using var other = _memory.Begin();
            Assert.True(other.TryHold(200));
            Assert.False(other.TryHold(500));
        }

        Assert.Equal(0, _memory.Held);
    }

    [Theory]
    [InlineData(200_000_000, 12_500_000)]
    [InlineData(1_000_000, 4_194_304)]
    [InlineData(64_000_000_000, 536_870_912)]
    public void The_limit_is_a_share_of_the_memory(long memory, long limit)
    {
        var intake = IntakeMemory.Of(memory);
        using var other = intake.Begin();
        Assert.True(other.TryHold(1));
        using var request = intake.Begin();

        Assert.False(request.TryHold(limit));
        Assert.True(_memory.Held == 0 && request.TryHold(limit - 1));
    }
}
