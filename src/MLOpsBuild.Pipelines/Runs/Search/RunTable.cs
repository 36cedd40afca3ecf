using MLOpsBuild.Data.Validation.Expressions;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Runs.Search;

/// <summary>Runs as a table, to be filtered and sorted by any fact, metric or parameter.</summary>
/// <remarks>
/// A name means a fact (<c>run</c>, <c>pipeline</c>, <c>seconds</c>, …), else a metric, else a parameter; <c>metrics.NAME</c> and <c>parameters.NAME</c> always mean what they say.
/// </remarks>
public sealed class RunTable
{
    private readonly IReadOnlyList<RunSummary> _runs;
    private readonly Lazy<IReadOnlyList<string>> _metrics;
    private readonly Lazy<IReadOnlyList<string>> _parameters;
    private readonly Dictionary<string, RunColumn?> _columns = new(StringComparer.Ordinal);

    /// <summary>A table of runs.</summary>
    public RunTable(IReadOnlyList<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        _runs = runs;
        _metrics = new(() => Distinct(runs.Select(r => r.Metrics)));
        _parameters = new(() => Distinct(runs.Select(r => r.Parameters)));
    }

    /// <summary>The names of all metrics that any of the runs has, sorted.</summary>
    public IReadOnlyList<string> Metrics => _metrics.Value;

    /// <summary>The names of all parameters that any of the runs has, sorted.</summary>
    public IReadOnlyList<string> Parameters => _parameters.Value;

    /// <summary>Every name, without the forms <c>metrics.NAME</c> and <c>parameters.NAME</c>: facts, then metrics, then parameters.</summary>
    public IReadOnlyList<string> Names => [.. RunColumn.Facts.Select(f => f.Name).Concat(Metrics).Concat(Parameters).Distinct()];

    /// <summary>True when a name can be used.</summary>
    public bool Knows(string name) => Find(name) is not null;

    /// <summary>A run's value under a name: a number, a text, a time in UTC, or null for none.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public object? Value(RunSummary run, string name) => Column(name).Of(run);

    /// <summary>The names that an expression uses, in ordinal order.</summary>
    /// <exception cref="RowConditionException">It is none.</exception>
    public IReadOnlyList<string> NamesIn(string expression) => Parse(expression).Columns;

    /// <summary>The runs for which an expression is true, in their order. A run that lacks a value is left out where that value decides.</summary>
    /// <param name="expression">In the language of row rules: <c>auc &gt; 0.83 and train.trees &gt;= 200</c>.</param>
    /// <exception cref="RowConditionException">It is none; an unknown name comes with the known ones.</exception>
    public IReadOnlyList<RunSummary> Where(string expression)
    {
        var condition = Parse(expression);
        if (_runs.Count == 0) return [];
        var rows = new Table([new IntegerColumn(" row", new long[_runs.Count]), .. condition.Columns.Select(name => Column(name).Over(_runs))]);
        var answers = condition.Judge(rows);
        return [.. _runs.Where((_, row) => answers[row])];
    }

    /// <summary>Runs in an order: each next name decides where those before are equal, and at last the newest comes first. Runs without a value come last.</summary>
    /// <param name="runs">Some of the table's runs.</param>
    /// <param name="by">Names; with a dash before it, downwards: <c>-auc</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public IReadOnlyList<RunSummary> Sort(IEnumerable<RunSummary> runs, params IReadOnlyList<string> by)
    {
        var keys = by.Select(SortKey).Select(k => (Column: Column(k.Name), k.Downwards)).ToArray();
        var sorted = runs.ToList();
        sorted.Sort((a, b) =>
        {
            foreach (var (column, downwards) in keys)
            {
                if (column.Compare(a, b, downwards) is var order && order != 0) return order;
            }

            return string.CompareOrdinal(b.Id, a.Id);
        });
        return sorted;
    }

    /// <summary>The name and the direction of a key such as <c>-auc</c>.</summary>
    public static (string Name, bool Downwards) SortKey(string key) => key.StartsWith('-') ? (key[1..], true) : (key, false);

    private RowCondition Parse(string expression)
    {
        var isLong = expression.Contains("metrics.", StringComparison.Ordinal) || expression.Contains("parameters.", StringComparison.Ordinal);
        string[] names = isLong ? [.. Names, .. Metrics.Select(m => "metrics." + m), .. Parameters.Select(p => "parameters." + p)] : [.. Names];
        names = [.. names.Distinct()];
        var (quoted, places) = NameQuotes.Add(expression, names);
        try
        {
            return RowCondition.Parse(quoted, names.ToDictionary(n => n, n => Column(n).Type, StringComparer.Ordinal));
        }
        catch (RowConditionException problem)
        {
            throw new RowConditionException(places[Math.Clamp(problem.Position, 1, places.Count) - 1], problem.Problem);
        }
    }

    private RunColumn Column(string name) => Find(name) ?? throw new KeyNotFoundException($"Runs have no '{name}'; there are {string.Join(", ", Names)}.");

    /// <summary>A column is made when it is first asked for: a mere list needs none.</summary>
    private RunColumn? Find(string name)
    {
        if (!_columns.TryGetValue(name, out var column)) _columns.Add(name, column = Make(name));
        return column;
    }

    private RunColumn? Make(string name)
    {
        if (RunColumn.Facts.FirstOrDefault(f => f.Name == name) is { } fact) return fact;
        if (Metrics.Contains(name)) return RunColumn.Metric(name, name);
        if (Parameters.Contains(name)) return RunColumn.Parameter(name, name, _runs);
        if (Bare(name, "metrics.") is { } metric && Metrics.Contains(metric)) return RunColumn.Metric(name, metric);
        return Bare(name, "parameters.") is { } parameter && Parameters.Contains(parameter) ? RunColumn.Parameter(name, parameter, _runs) : null;
    }

    private static string? Bare(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static string[] Distinct<T>(IEnumerable<IReadOnlyList<KeyValuePair<string, T>>> lists)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        IReadOnlyList<KeyValuePair<string, T>>? last = null;
        foreach (var list in lists)
        {
            // Neighbours mostly have the same names, which are then the same objects.
            if (last is null || last.Count != list.Count || !list.Zip(last).All(p => ReferenceEquals(p.First.Key, p.Second.Key))) names.UnionWith(list.Select(p => p.Key));
            last = list;
        }

        return [.. names];
    }
}
