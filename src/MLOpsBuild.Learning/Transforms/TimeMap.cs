using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The parts and cycles to make of a time.</summary>
internal sealed class TimeMap(TimePart[] parts, TimeCycle[] cycles) : ColumnMap
{
    public IReadOnlyList<TimePart> Parts => parts;

    public IReadOnlyList<TimeCycle> Cycles => cycles;

    public override IEnumerable<ModelInput> Outputs(ModelInput input) =>
        parts.Select(p => $"{input.Name} {p}").Concat(cycles.SelectMany(c => (string[])[$"{input.Name} {c} sine", $"{input.Name} {c} cosine"]))
            .Select(name => new ModelInput(name, ColumnType.Number));

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var times = Inputs.Times(rows, input);
        foreach (var part in parts) yield return new NumberColumn($"{input.Name} {part}", Make(times, t => TimeParts.Of(t, part)));
        foreach (var cycle in cycles)
        {
            yield return new NumberColumn($"{input.Name} {cycle} sine", Make(times, t => ReproducibleMath.SinOfTurns(TimeParts.Of(t, cycle))));
            yield return new NumberColumn($"{input.Name} {cycle} cosine", Make(times, t => ReproducibleMath.CosOfTurns(TimeParts.Of(t, cycle))));
        }
    }

    public override void Write(ModelWriter writer)
    {
        writer.Integer(parts.Length);
        foreach (var part in parts) writer.Byte((byte)part);
        writer.Integer(cycles.Length);
        foreach (var cycle in cycles) writer.Byte((byte)cycle);
    }

    public static TimeMap Read(ModelReader reader, ModelInput input)
    {
        if (input.Type != ColumnType.Time) throw reader.Wrong($"'{input.Name}' is no time and has parts of one");
        return new TimeMap(Distinct<TimePart>(reader), Distinct<TimeCycle>(reader));
    }

    private static T[] Distinct<T>(ModelReader reader)
        where T : struct, Enum
    {
        var values = new T[reader.Count(1)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (T)Enum.ToObject(typeof(T), reader.Byte());
            if (!Enum.IsDefined(values[i])) throw reader.Wrong("a part or cycle of a time is unknown");
        }

        return values.Distinct().Count() == values.Length ? values : throw reader.Wrong("a part or cycle of a time is named twice");
    }

    private static double[] Make(TimeColumn times, Func<DateTime, double> make)
    {
        var made = new double[times.Count];
        for (var row = 0; row < made.Length; row++) made[row] = times.IsMissing(row) ? double.NaN : make(times.Values[row]);
        return made;
    }
}
