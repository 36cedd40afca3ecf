using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Real departures, with texts that are hard to join and to take apart.</summary>
internal static class ExportedRows
{
    // Joined without care, the first of one and the second of the other are taken for each other.
    private static readonly string[] Kinds = ["a|b", "a", "b|c", "c", "\\", "\\|", "|", " ", "ä|ö", "日本", "😀"];

    private static readonly string[] Words = ["late", "Late", "late,", "wind", "Ärger", "naïve", "東京", "😀", "a|b", "\u00a0", "i\u0307", "-", "x1", "the"];

    private static readonly string[] Blanks = [" ", "  ", "\t", " \n", "\r\n", " \t "];

    public static TrainingSet Of(string from, string before, LearningTask task)
    {
        var (set, days) = Departures.Between(from, before);
        set = set with { Features = new Table([.. set.Features.Columns, .. Texts(set.Features.RowCount)]) };
        var delays = Departures.DelaysBetween(from, before).Target;
        return task switch
        {
            LearningTask.Binary => set,
            LearningTask.Multiclass => set with { Target = Array.ConvertAll(delays, d => d < 0 ? 0.0 : d < 15 ? 1 : 2), Classes = ["early", "on time", "late"] },
            LearningTask.Ranking => set with { Groups = days },
            // A count has no negative value, and the other tasks do not mind.
            _ => set with { Target = Array.ConvertAll(delays, d => d + 60) },
        };
    }

    /// <summary>The rows with every tenth value missing, and texts never seen among those of each text column.</summary>
    public static Table WithGaps(Table rows) => new([.. rows.Columns.Select((column, place) => Gaps(column, place))]);

    private static Column Gaps(Column column, int place) => column is TextColumn texts
        ? TextColumn.Of(column.Name, [.. Enumerable.Range(0, texts.Count).Select(r => (r + place) % 10 == 0 ? null : (r + place) % 50 == 1 ? "no|where \\ late" : texts.TextAt(r))])
        : new NumberColumn(column.Name, [.. column.ToNumbers().Select((v, r) => (r + place) % 10 == 0 ? double.NaN : v)]);

    private static IEnumerable<Column> Texts(int count)
    {
        var random = new Numerics.SeededRandom(11);
        string Note() => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Words[random.Next(Words.Length)] + Blanks[random.Next(Blanks.Length)]));
        yield return TextColumn.Of("kind", [.. Enumerable.Range(0, count).Select(_ => Kinds[random.Next(Kinds.Length)])]);
        yield return TextColumn.Of("other", [.. Enumerable.Range(0, count).Select(_ => Kinds[random.Next(Kinds.Length)])]);
        yield return TextColumn.Of("note", [.. Enumerable.Range(0, count).Select(i => Note() is var note && note.Length == 0 ? null : i % 3 == 0 ? Blanks[i % Blanks.Length] + note : note)]);
    }
}
