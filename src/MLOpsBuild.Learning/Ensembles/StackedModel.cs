using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Ensembles;

/// <summary>Members, and the model that reads what they predict.</summary>
internal sealed class StackedModel(ITrainedModel[] members, ITrainedModel final, bool withFeatures) : ITrainedModel
{
    public string Format => Stacking.FormatName;

    public IReadOnlyList<ITrainedModel> Members => members;

    public ITrainedModel Final => final;

    public bool WithFeatures => withFeatures;

    public LearningTask Task => final.Task;

    public IReadOnlyList<ModelInput> Inputs => members[0].Inputs;

    public int Outputs => final.Outputs;

    public IReadOnlyList<string> Classes => final.Classes;

    public IReadOnlyList<double> LearningCurve => final.LearningCurve;

    public IReadOnlyList<double> Importance => [];

    public double[] Predict(Table rows) => final.Predict(Features(members, rows, withFeatures));

    public IReadOnlyList<(string Name, string Value)> Describe() =>
        [.. MemberModels.Describe(Format, members), .. final.Describe().Select(d => ($"final: {d.Name}", d.Value))];

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        MemberModels.Write(writer, members);
        writer.Model(final);
        writer.Flag(withFeatures);
    }

    public static StackedModel Read(ModelReader reader)
    {
        var members = MemberModels.Read(reader);
        var final = reader.Model();
        var withFeatures = reader.Flag();
        var given = members.SelectMany((m, i) => Columns(i, m.Outputs, [])).Select(c => new ModelInput(c.Name, c.Type)).Concat(withFeatures ? members[0].Inputs : []).ToArray();
        foreach (var input in final.Inputs)
        {
            if (given.Count(g => g.Name == input.Name && g.IsText() == input.IsText()) != 1) throw reader.Wrong($"the final model reads '{input.Name}', which the members do not give");
        }

        return given.Select(g => g.Name).Distinct(StringComparer.Ordinal).Count() == given.Length
            ? new StackedModel(members, final, withFeatures)
            : throw reader.Wrong("a feature has the name of a member");
    }

    /// <summary>What the final model reads.</summary>
    public static Table Features(ITrainedModel[] members, Table rows, bool withFeatures)
    {
        var columns = members.SelectMany((m, i) => Columns(i, m.Outputs, m.Predict(rows)));
        return new Table([.. columns, .. withFeatures ? members[0].Inputs.Select(input => rows[input.Name]) : []]);
    }

    /// <summary>A member's predictions as columns.</summary>
    public static IEnumerable<Column> Columns(int member, int outputs, double[] predictions)
    {
        for (var c = 0; c < outputs; c++)
        {
            var values = new double[predictions.Length / outputs];
            for (var row = 0; row < values.Length; row++) values[row] = predictions[row * outputs + c];
            yield return new NumberColumn(outputs == 1 ? $"member {member + 1}" : $"member {member + 1}: {c}", values);
        }
    }
}
