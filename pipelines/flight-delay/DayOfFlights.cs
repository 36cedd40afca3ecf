using System.Runtime.InteropServices;

namespace FlightDelay;

/// <summary>One day's departures, sorted by minute, and its known arrivals.</summary>
internal sealed class DayOfFlights
{
    private readonly List<int> _minutes = [];
    private readonly Dictionary<string, List<int>> _byDestination = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Minute, string Destination), int> _awaited = [];
    private int _arrived;
    private int _late;

    /// <summary>The share of late flights; null until every flight has arrived.</summary>
    public double? LateRate => _arrived == _minutes.Count ? (double)_late / _arrived : null;

    public void Depart(int minute, string destination)
    {
        _minutes.Add(minute);
        if (!_byDestination.TryGetValue(destination, out var minutes)) _byDestination[destination] = minutes = [];
        minutes.Add(minute);
        CollectionsMarshal.GetValueRefOrAddDefault(_awaited, (minute, destination), out _)++;
    }

    public bool Arrive(int minute, string destination, bool late)
    {
        ref var awaited = ref CollectionsMarshal.GetValueRefOrNullRef(_awaited, (minute, destination));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref awaited) || awaited == 0) return false;
        awaited--;
        _arrived++;
        if (late) _late++;
        return true;
    }

    public int Count(int from, int to) => Between(_minutes, from, to);

    public int CountTo(string destination, int from, int to) => _byDestination.TryGetValue(destination, out var minutes) ? Between(minutes, from, to) : 0;

    /// <summary>How many of the sorted minutes lie in [from, to].</summary>
    private static int Between(List<int> sorted, int from, int to) => from > to ? 0 : FirstAtLeast(sorted, to + 1) - FirstAtLeast(sorted, from);

    private static int FirstAtLeast(List<int> sorted, int value)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
