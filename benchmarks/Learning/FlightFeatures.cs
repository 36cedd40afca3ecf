/// <summary>Features of flights in the order of their departures.</summary>
internal static class FlightFeatures
{
    private const int Days = 190;

    /// <summary>
    /// Day of the week, time of day, distance, departures from the origin and arrivals bound for the destination in the hour before, the rates of late
    /// flights of both airports on the day before, flights of the same route on 14 days before around that time of day and shortly before it, their ratio; and the target.
    /// </summary>
    public static double[][] Of(ReadOnlySpan<(int Day, int Minute, double Delay, double Distance, int From, int To)> flights, int airports)
    {
        var columns = new double[Flights.Features + 1][];
        for (var c = 0; c < columns.Length; c++) columns[c] = new double[flights.Length];
        var (departures, arrivals) = (Rates(flights, airports, true), Rates(flights, airports, false));
        var (leaving, bound) = (Queues(airports), Queues(airports));
        var routes = new Dictionary<(int, int), List<(int Day, int Minute)>>();
        for (var r = 0; r < flights.Length; r++)
        {
            var (day, minute, delay, distance, from, to) = flights[r];
            if (!routes.TryGetValue((from, to), out var past)) routes[(from, to)] = past = [];
            var (same, before) = Timetable(past, day, minute);
            past.Add((day, minute));
            double[] row = [(day % 7) + 1, minute, distance, Within(leaving[from], (day * 1440) + minute), Within(bound[to], (day * 1440) + minute), Rate(departures, day - 1, from), Rate(arrivals, day - 1, to), same, before, same / (same + before + 1.0), delay >= 15 ? 1 : 0];
            for (var c = 0; c < columns.Length; c++) columns[c][r] = row[c];
        }

        return columns;
    }

    private static Queue<int>[] Queues(int airports) => [.. Enumerable.Range(0, airports).Select(_ => new Queue<int>())];

    private static int Within(Queue<int> times, int now)
    {
        while (times.Count > 0 && times.Peek() < now - 60) times.Dequeue();
        times.Enqueue(now);
        return times.Count - 1;
    }

    private static (int Same, int Before) Timetable(List<(int Day, int Minute)> past, int day, int minute)
    {
        var (same, before) = (0, 0);
        for (var i = past.Count - 1; i >= 0 && past[i].Day >= day - 14; i--)
        {
            if (past[i].Day == day) continue;
            var earlier = minute - past[i].Minute;
            if (earlier is >= -7 and <= 7) same++;
            else if (earlier is >= 8 and <= 45) before++;
        }

        return (same, before);
    }

    private static (int Late, int All)[] Rates(ReadOnlySpan<(int Day, int Minute, double Delay, double Distance, int From, int To)> flights, int airports, bool departures)
    {
        var rates = new (int Late, int All)[Days * airports];
        foreach (var flight in flights)
        {
            ref var rate = ref rates[(flight.Day * airports) + (departures ? flight.From : flight.To)];
            rate = (rate.Late + (flight.Delay >= 15 ? 1 : 0), rate.All + 1);
        }

        return rates;
    }

    private static double Rate((int Late, int All)[] rates, int day, int airport)
    {
        if (day < 0) return double.NaN;
        var (late, all) = rates[(day * (rates.Length / Days)) + airport];
        return all == 0 ? double.NaN : (double)late / all;
    }
}
