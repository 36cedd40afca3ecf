using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Ensembles;

/// <summary>The members' mean or vote.</summary>
internal sealed class CombinedModel(string format, ITrainedModel[] members, double[] weights) : ITrainedModel
{
    public string Format => format;

    public IReadOnlyList<ITrainedModel> Members => members;

    public IReadOnlyList<double> Weights => weights;

    public LearningTask Task => members[0].Task;

    public IReadOnlyList<ModelInput> Inputs => members[0].Inputs;

    public int Outputs => members[0].Outputs;

    public IReadOnlyList<string> Classes => members[0].Classes;

    public IReadOnlyList<double> LearningCurve => [];

    // The mean of the members' shares is a share, where all say theirs.
    public IReadOnlyList<double> Importance => members.All(m => m.Importance.Count == Inputs.Count)
        ? [.. Inputs.Select((_, i) => members.Select((m, k) => weights[k] * m.Importance[i]).Sum() / weights.Sum())]
        : [];

    public double[] Predict(Table rows)
    {
        var sums = new double[rows.RowCount * Outputs];
        for (var m = 0; m < members.Length; m++)
        {
            var predicted = members[m].Predict(rows);
            if (format == Voting.FormatName) Vote(predicted);
            for (var i = 0; i < sums.Length; i++) sums[i] += weights[m] * predicted[i];
        }

        var total = weights.Sum();
        foreach (ref var sum in sums.AsSpan()) sum /= total;
        return sums;
    }

    public IReadOnlyList<(string Name, string Value)> Describe() => MemberModels.Describe(format, members);

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        MemberModels.Write(writer, members);
        writer.Numbers(weights);
    }

    public static CombinedModel Read(ModelReader reader, string format)
    {
        var members = MemberModels.Read(reader);
        var weights = reader.Numbers(members.Length);
        if (!weights.All(w => w > 0)) throw reader.Wrong("a member's weight is not positive");
        var votes = format == Voting.FormatName;
        if (votes && members[0].Task is not (LearningTask.Binary or LearningTask.Multiclass)) throw reader.Wrong("members vote that predict no classes");
        return new CombinedModel(format, members, weights);
    }

    // Replaces probabilities by 1 for the class that is voted for.
    private void Vote(double[] predicted)
    {
        for (var at = 0; at < predicted.Length; at += Outputs)
        {
            var row = predicted.AsSpan(at, Outputs);
            if (Task == LearningTask.Binary)
            {
                row[0] = row[0] >= 0.5 ? 1 : 0;
                continue;
            }

            var best = 0;
            for (var c = 1; c < row.Length; c++)
            {
                if (row[c] > row[best]) best = c;
            }

            row.Clear();
            row[best] = 1;
        }
    }
}
