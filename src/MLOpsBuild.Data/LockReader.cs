using MLOpsBuild.Content;
using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data;

/// <summary>Reads the parts of a data lock.</summary>
internal static class LockReader
{
    public static LockedDataset Dataset(StrictJson strict, string name, JsonNodeAt node)
    {
        var what = $"dataset '{name}'";
        if (!strict.Object(node, what, "format", "schema", "partitions")) return new LockedDataset("csv", "", []);
        var format = strict.Word(strict.Required(node, "format", what), "format", LockedDataset.Formats);
        var schema = strict.Text(strict.Required(node, "schema", what), "the schema's path");
        var partitions = new List<Partition>();
        foreach (var item in strict.Items(strict.Required(node, "partitions", what), $"the partitions of {what}"))
        {
            if (Partition(strict, what, item) is not { } partition) continue;
            if (partitions.Count > 0 && string.CompareOrdinal(partitions[^1].Name, partition.Name) >= 0)
            {
                strict.Wrong(item, $"partition '{partition.Name}' of {what} comes after '{partitions[^1].Name}'; names must be sorted and occur once.");
            }

            partitions.Add(partition);
        }

        return new LockedDataset(format ?? "", schema ?? "", partitions);
    }

    private static Partition? Partition(StrictJson strict, string dataset, JsonNodeAt node)
    {
        var what = $"a partition of {dataset}";
        if (!strict.Object(node, what, "name", "digest", "size", "rows", "from", "to", "forced", "origin")) return null;
        var name = strict.Text(strict.Required(node, "name", what), "a partition's name");
        if (name is not null && !Data.Partition.IsName(name)) strict.Wrong(node, $"'{name}' cannot name a partition: use letters, digits, '.', '_' and '-', beginning with a letter or digit.");
        var text = strict.Text(strict.Required(node, "digest", what), "a digest");
        if (!Digest.TryParse(text, out var digest) && text is not null) strict.Wrong(node, $"'{text}' is not a digest; expected sha256: and 64 lower-case hexadecimal digits.");
        var size = strict.Integer(strict.Required(node, "size", what), "'size'", 0);
        var rows = strict.Integer(strict.Required(node, "rows", what), "'rows'", 0);
        var from = Time(strict, node["from"]);
        var to = Time(strict, node["to"]);
        if (from.HasValue != to.HasValue) strict.Wrong(node, $"partition '{name}' has only one of 'from' and 'to'.");
        if (from > to) strict.Wrong(node, $"partition '{name}' ends before it begins.");
        string[] forced = [.. strict.Items(node["forced"], "'forced'").Select(rule => strict.Text(rule, "a rule's name")).OfType<string>()];
        var origin = strict.Text(node["origin"], "'origin'");
        return name is null || size is null || rows is null ? null : new Partition(name, digest, size.Value, rows.Value, from, to) { Forced = forced, Origin = origin };
    }

    private static DateTime? Time(StrictJson strict, JsonNodeAt? node)
    {
        var text = strict.Text(node, "a time");
        if (text is null) return null;
        if (Times.TryParse(text, out var time)) return time;
        strict.Wrong(node!, $"'{text}' is not a time; expected 2001-01-31T23:55.");
        return null;
    }
}
