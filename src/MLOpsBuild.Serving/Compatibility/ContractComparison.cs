using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>Compares what callers send and get: everything that worked with the accepted model must work and mean the same.</summary>
internal static class ContractComparison
{
    public static void Compare(ModelContract accepted, ITrainedModel model, IFeatureSet features, List<Finding> findings)
    {
        if (accepted.Task != model.Task) Fail("task", $"The score was of the task {accepted.Task} and is now of {model.Task}; callers would misread it.", null);
        else CompareClasses(accepted.Classes, ClassNames.Of(model), findings);
        CompareFields("request", "a request", accepted.Inputs, features.Inputs, findings);
        foreach (var kind in accepted.Events)
        {
            var now = features.Events.FirstOrDefault(other => other.Kind == kind.Kind);
            if (now is null) Fail("event", $"The kind of event '{kind.Kind}' is gone; posting it would be refused.", kind.Kind);
            else CompareFields("event", $"an event '{kind.Kind}'", kind.Fields, now.Fields, findings);
        }

        var known = accepted.Events.Select(kind => kind.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in features.Events.Where(kind => !known.Contains(kind.Kind)))
        {
            findings.Add(new Finding(Severity.Warning, "event", $"The kind of event '{kind.Kind}' is new: until it is posted, rows that need it are errors.", kind.Kind));
        }

        Features(accepted.Features, features.Features, findings);

        void Fail(string rule, string message, string? place) => findings.Add(new Finding(Severity.Error, rule, message, place));
    }

    private static void CompareClasses(IReadOnlyList<string> before, IReadOnlyList<string> after, List<Finding> findings)
    {
        foreach (var gone in before.Except(after)) findings.Add(new Finding(Severity.Error, "classes", $"The class '{gone}' is gone; callers that read its probability would find none.", gone));
        foreach (var added in after.Except(before)) findings.Add(new Finding(Severity.Warning, "classes", $"The class '{added}' is new; callers get it without being ready for it.", added));
        if (!before.SequenceEqual(after.Intersect(before))) findings.Add(new Finding(Severity.Error, "classes", $"The classes were in the order {Words.List(before)} and are now {Words.List(after)}; callers that read probabilities by place would misread them."));
        else if (!before.SequenceEqual(after.Take(before.Count))) findings.Add(new Finding(Severity.Error, "classes", $"The new classes stand before older ones in {Words.List(after)}; callers that read probabilities by place would misread them. Put them last."));
    }

    private static void CompareFields(string rule, string what, IReadOnlyList<Field> before, IReadOnlyList<Field> after, List<Finding> findings)
    {
        var now = after.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var field in before)
        {
            var problem = !now.Remove(field.Name, out var other) ? $"The field '{field.Name}' of {what} is gone; callers that send it would be refused."
                : other.Type != field.Type ? $"The field '{field.Name}' of {what} was {Words.Of(field.Type)} and is now {Words.Of(other.Type)}."
                : field.Optional && !other.Optional ? $"The field '{field.Name}' of {what} was optional and is now required."
                : null;
            if (problem is not null) findings.Add(new Finding(Severity.Error, rule, problem, field.Name));
        }

        foreach (var added in after.Where(field => now.ContainsKey(field.Name)))
        {
            var message = $"The field '{added.Name}' of {what} is new and {(added.Optional ? "optional" : "required; make it optional")}.";
            findings.Add(new Finding(added.Optional ? Severity.Info : Severity.Error, rule, message, added.Name));
        }
    }

    private static void Features(IReadOnlyList<Field> before, IReadOnlyList<Field> after, List<Finding> findings)
    {
        var (old, now) = (before.Select(Text).ToList(), after.Select(Text).ToList());
        Note(old.Except(now), "gone");
        Note(now.Except(old), "new");

        void Note(IEnumerable<string> features, string what) => findings.AddRange(
            features.Order(StringComparer.Ordinal).Select(feature => new Finding(Severity.Info, "features", $"The feature {feature} is {what}.")));

        static string Text(Field field) => $"{field.Name} ({Words.Of(field.Type)})";
    }
}
