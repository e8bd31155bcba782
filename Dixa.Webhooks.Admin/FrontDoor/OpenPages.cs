using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Counts the pages that are connected, for each person and in all, because each takes memory for as long as it is open.</summary>
internal sealed class OpenPages(IOptions<LimitsOptions> limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byPerson = new(StringComparer.Ordinal);
    private readonly OpenPagesOptions _limits = limits.Value.OpenPages;
    private int _total;

    /// <summary>Counts one more, unless that would be too many. What was opened must be closed.</summary>
    public OpenPagesAnswer TryOpen(string person)
    {
        lock (_lock)
        {
            var open = _byPerson.GetValueOrDefault(person);
            if (open >= _limits.PerPerson)
            {
                return OpenPagesAnswer.TooManyOfPerson;
            }

            if (_total >= _limits.Total)
            {
                return OpenPagesAnswer.TooManyInAll;
            }

            _byPerson[person] = open + 1;
            _total++;
            return OpenPagesAnswer.Opened;
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
