namespace MLOpsBuild.Delivery.Json;

/// <summary>Collects what is wrong in one file while it is read.</summary>
internal sealed class StrictReport
{
    private readonly List<FileProblem> _problems = [];
    private readonly List<StrictObject> _objects = [];

    /// <summary>True when something is wrong already.</summary>
    public bool HasProblems => _problems.Count > 0;

    /// <summary>Notes a problem.</summary>
    public void Add(int line, string message) => _problems.Add(new FileProblem(line, message));

    /// <summary>Remembers an object, so that its unknown keys are reported at the end.</summary>
    public void Register(StrictObject item) => _objects.Add(item);

    /// <summary>Every problem, unknown keys included, in the order of the lines.</summary>
    public IReadOnlyList<FileProblem> Finish()
    {
        foreach (var item in _objects) item.ReportUnknownKeys();
        return [.. _problems.OrderBy(p => p.Line).DistinctBy(p => p)];
    }
}
