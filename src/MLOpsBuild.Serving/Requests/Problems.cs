namespace MLOpsBuild.Serving.Requests;

/// <summary>Collects everything that is wrong with a request, so that one answer names it all; keeps the first twenty in words.</summary>
internal sealed class Problems
{
    private const int Kept = 20;
    private readonly List<string> _first = [];
    private int _count;

    public bool Any => _count > 0;

    public void Add(string problem)
    {
        if (_count++ < Kept) _first.Add(problem);
    }

    public override string ToString() => string.Join(" ", _first) + (_count > Kept ? $" And {_count - Kept} more." : "");

    public Refusal? ToRefusal() => Any ? Refusal.Bad(ToString()) : null;
}
