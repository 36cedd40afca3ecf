using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>One pass over a partition: batches are measured on any thread and merged in order; then every rule judges what was measured.</summary>
internal sealed class ValidationRun(DatasetSchema schema, ValidationContext context, int brokenRows)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, object> _measured = new(StringComparer.Ordinal);
    private readonly BrokenRowList? _broken = brokenRows > 0 ? new BrokenRowList(brokenRows) : null;
    private ValidationPlan? _plan;
    private Profile? _profile;

    /// <summary>Measures a batch. May be called on several threads at once; all batches have the same columns.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="firstRow">The record of the first one, with the header as 1.</param>
    public BatchResult Map(Table table, long firstRow)
    {
        var plan = PlanFor(table);
        var batch = new Batch(table, firstRow, _broken is not null);
        var measured = new object[plan.Measures.Count];
        for (var i = 0; i < measured.Length; i++) measured[i] = plan.Measures[i].Map(batch);
        return new BatchResult(Profile.Of(table, plan.Time), measured, _broken is null ? null : BrokenRowList.Of(plan, batch, measured));
    }

    /// <summary>Takes in the next batch in the file's order; one call at a time.</summary>
    public void Add(BatchResult batch)
    {
        var measures = _plan!.Measures;
        for (var i = 0; i < measures.Count; i++)
        {
            var key = measures[i].Key;
            var merged = _measured.TryGetValue(key, out var all) ? measures[i].Merge(all, batch.Measured[i]) : batch.Measured[i];
            _measured[key] = merged;
            if (merged is IHolding) HeldMemory.Keep([.. measures.Select(m => _measured.GetValueOrDefault(m.Key)).OfType<IHolding>()]);
        }

        _profile = _profile is null ? batch.Profile : _profile.Merge(batch.Profile);
        _broken?.Add(batch.Broken);
    }

    /// <summary>Judges what was measured.</summary>
    /// <param name="problems">What the reader found wrong.</param>
    /// <param name="problemCount">The number of all problems.</param>
    public ValidationReport Finish(IReadOnlyList<CsvProblem> problems, long problemCount)
    {
        var plan = _plan!;
        var absent = problems.Where(IsAbsent).Select(p => p.Column!).ToHashSet(StringComparer.Ordinal);
        var evidence = new Evidence(context, _profile!, [.. plan.Columns.Where(c => !absent.Contains(c))], _measured);
        var outcomes = new List<RuleOutcome>();
        foreach (var rule in plan.Rules)
        {
            var judged = plan.Judged.Contains(rule) && !rule.Columns.Any(absent.Contains) && (evidence.Rows > 0 || rule.JudgesNoRows);
            outcomes.Add(judged ? rule.Finish(evidence) : new RuleOutcome(rule.Header, RuleStatus.NotJudged, []));
        }

        CsvProblem[] wrong = [.. problems.Where(p => !IsAbsent(p))];
        Finding[] findings = [.. Findings(wrong, problemCount - (problems.Count - wrong.Length)), .. plan.Findings, .. plan.AbsentAmong(absent), .. outcomes.SelectMany(o => o.Findings)];
        return new ValidationReport(context.File, Judge(outcomes, [.. findings.OrderByDescending(f => f.Severity)], evidence.Rows), outcomes, _profile!) { BrokenRows = _broken?.Build() };
    }

    /// <summary>True for the reader's word that a declared column is not in the header.</summary>
    private bool IsAbsent(CsvProblem problem) => problem is { Row: 1, Column: { } column } && problem.Expected == $"a column named '{column}'" && schema.Columns.Any(c => c.Name == column);

    private GateResult Judge(List<RuleOutcome> outcomes, Finding[] findings, long rows)
    {
        var errors = findings.Count(f => f.Severity == Severity.Error);
        var warnings = findings.Count(f => f.Severity == Severity.Warning);
        var summary = $"{context.File}: {rows} rows, {outcomes.Count} rules: {Count(errors, "error")}, {Count(warnings, "warning")}.";
        if (errors > 0) return GateResult.From(Validator.Gate, summary, findings);
        if (rows == 0) return new GateResult(Validator.Gate, Verdict.Hold, $"{context.File}: no rows to judge.", findings);
        var undecided = outcomes.Where(o => o is { Status: RuleStatus.Undecided, Rule.Severity: Severity.Error }).Select(o => o.Rule.Name).ToArray();
        return undecided.Length == 0
            ? GateResult.From(Validator.Gate, summary, findings)
            : new GateResult(Validator.Gate, Verdict.Hold, $"{context.File}: {rows} rows, too many to decide {string.Join(", ", undecided)}.", findings);
    }

    private IEnumerable<Finding> Findings(CsvProblem[] problems, long problemCount)
    {
        foreach (var problem in problems) yield return new Finding(Severity.Error, "schema.values", problem.Message, problem.Place);
        var more = problemCount - problems.Length;
        if (more > 0) yield return new Finding(Severity.Error, "schema.values", $"{more} further problems of this kind are not listed.", context.File);
    }

    private ValidationPlan PlanFor(Table table)
    {
        lock (_lock) return _plan ??= new ValidationPlan(schema, context, table);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

/// <summary>What a batch gives.</summary>
/// <param name="Profile">Its summary.</param>
/// <param name="Measured">What the plan's measures found, in their order.</param>
/// <param name="Broken">The rows that break a rule; null when they are not wanted or there are none.</param>
internal sealed record BatchResult(Profile Profile, object[] Measured, Table? Broken);
