using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Counts connected pages, for each person and in total, because each page uses memory while it is open.</summary>
internal sealed class OpenPageCounter(IOptions<LimitsOptions> limits)
{
    /// <summary>Guards the counts.</summary>
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byPerson = new(StringComparer.Ordinal);
    private readonly OpenPagesOptions _limits = limits.Value.OpenPages;
    private int _total;

    /// <summary>The number of connected pages.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Counts one more page, unless a limit is reached. The caller must call <see cref="Close"/> for each opened page.</summary>
    public OpenPageResult TryOpen(string person)
    {
        lock (_lock)
        {
            var open = _byPerson.GetValueOrDefault(person);
            if (open >= _limits.PerPerson)
            {
                return OpenPageResult.TooManyForPerson;
            }

            if (_total >= _limits.Total)
            {
                return OpenPageResult.TooManyInTotal;
            }

            _byPerson[person] = open + 1;
            _total++;
            return OpenPageResult.Opened;
        }
    }

    public void Close(string person)
    {
        lock (_lock)
        {
            _total--;
            if (--_byPerson[person] == 0)
            {
                _byPerson.Remove(person);
            }
        }
    }
}
