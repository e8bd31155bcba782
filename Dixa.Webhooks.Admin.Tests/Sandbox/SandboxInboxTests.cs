using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Sandbox;

public sealed class SandboxInboxTests
{
    private readonly SandboxInbox _inbox = new(new FakeTimeProvider());

    [Fact]
    public void The_newest_is_first_and_only_the_last_two_hundred_are_kept()
    {
        for (var i = 0; i < 205; i++)
        {
            _inbox.Add(Request());
        }

        Assert.Equal(Enumerable.Range(6, 200).Reverse().Select(number => (long)number), _inbox.Requests.Select(request => request.Number));
        Assert.Equal(205, _inbox.Count);
    }

    [Fact]
    public void Requests_can_be_forgotten()
    {
        for (var i = 0; i < 5; i++)
        {
            _inbox.Add(Request());
        }

        _inbox.Forget(request => request.Number is 1 or 4);

        Assert.Equal([5, 3, 2], _inbox.Requests.Select(request => request.Number));
    }

    [Fact]
    public void With_large_bodies_fewer_requests_are_kept()
    {
        for (var i = 0; i < 20; i++)
        {
            _inbox.Add(Request(2 * 1024 * 1024));
        }

        Assert.Equal(8, _inbox.Requests.Count);
        Assert.Equal(20, _inbox.Requests[0].Number);
    }

    [Fact]
    public void A_waiting_request_gets_its_response_recorded_unless_it_is_no_longer_kept()
    {
        var first = _inbox.Add(Request());
        _inbox.Add(Request());

        _inbox.Responded(first.Number, "200 OK", succeeded: true);
        _inbox.Responded(77, "200 OK", succeeded: true);

        Assert.Equal([(2, "", null), (1, "200 OK", true)], _inbox.Requests.Select(request => (request.Number, request.Response, request.Succeeded)));
    }

    [Fact]
    public void After_clearing_it_is_empty_and_the_numbers_continue()
    {
        _inbox.Add(Request());
        _inbox.CountFollowed();

        _inbox.Clear();

        Assert.Equal((0, 0), (_inbox.Requests.Count, _inbox.Followed));
        Assert.Equal(2, _inbox.Add(Request()).Number);
    }

    [Fact]
    public async Task Listeners_are_notified_of_each_change()
    {
        var heard = new SemaphoreSlim(0);
        using var listening = _inbox.Feed.Subscribe(null, () =>
        {
            heard.Release();
            return Task.CompletedTask;
        });

        _inbox.Add(Request());

        Assert.True(await heard.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken));
    }

    private static SandboxRequest Request(int bytes = 2) =>
        new(0, DateTimeOffset.UnixEpoch, null, null, null, [], new byte[bytes], SandboxVerdict.Unchecked(""), "", null);
}
