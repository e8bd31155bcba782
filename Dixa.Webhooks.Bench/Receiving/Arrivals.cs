namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>The requests received since the last reset. Requests only append; counting is done on demand.</summary>
internal sealed class Arrivals
{
    /// <summary>Guards the list.</summary>
    private readonly Lock _gate = new();
    private readonly List<Arrival> _all = new(1 << 20);
    private int _hung;

    public void Add(Arrival arrival)
    {
        lock (_gate)
        {
            _all.Add(arrival);
        }
    }

    public void AddHung() => Interlocked.Increment(ref _hung);

    public void Reset()
    {
        lock (_gate)
        {
            _all.Clear();
        }

        Interlocked.Exchange(ref _hung, 0);
    }

    public ReceiverCount Count()
    {
        lock (_gate)
        {
            return _all.Count == 0 ? new ReceiverCount(0, 0, 0, _hung) : new ReceiverCount(_all.Count, _all[0].At, _all[^1].At, _hung);
        }
    }

    public int Distinct()
    {
        lock (_gate)
        {
            return _all.Select(arrival => (arrival.Endpoint, arrival.EventId)).ToHashSet().Count;
        }
    }

    /// <summary>Writes every arrival to a file, which <see cref="Read"/> reads.</summary>
    public void Write(string file)
    {
        lock (_gate)
        {
            using var writer = new BinaryWriter(File.Create(file));
            foreach (var (endpoint, eventId, at) in _all)
            {
                writer.Write(endpoint);
                writer.Write(eventId.ToByteArray());
                writer.Write(at);
            }
        }
    }

    public static IReadOnlyList<Arrival> Read(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        var arrivals = new List<Arrival>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            arrivals.Add(new Arrival(reader.ReadInt32(), new Guid(reader.ReadBytes(16)), reader.ReadInt64()));
        }

        return arrivals;
    }
}
