using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The bytes of a boosted forest. The first one is <see cref="Second"/>, or the task in models that were written before there was a second form.</summary>
internal static class BoostedTreesFormat
{
    private const byte Second = 0x82;

    public static void Write(BoostedTreesModel model, Stream stream)
    {
        var writer = ModelWriter.Begin(stream, model.Format);
        writer.Byte(Second);
        writer.Task(model.Task);
        writer.Byte((byte)model.Link);
        ForestFormat.Write(writer, model.Forest);
        writer.Numbers(model.Initial);
        writer.Texts(model.Classes);
        writer.Numbers(model.LearningCurve);
        writer.Numbers(model.ValidationCurve);
        writer.Numbers(model.Gains);
    }

    public static BoostedTreesModel Read(ModelReader reader)
    {
        var first = reader.Byte();
        return first == Second ? ReadSecond(reader, BoostedTrees.FormatName) : ReadFirst(reader, first);
    }

    /// <summary>The reader of a format whose trees are averaged.</summary>
    public static Func<ModelReader, BoostedTreesModel> ReaderOf(string format) => reader =>
        reader.Byte() == Second ? ReadSecond(reader, format) : throw reader.Wrong("they are not of a known form");

    private static BoostedTreesModel ReadSecond(ModelReader reader, string format)
    {
        var task = reader.Task();
        var link = (ScoreLink)reader.Byte();
        if (!Fits(task, link, format == BoostedTrees.FormatName)) throw reader.Wrong($"a model of {task} has the link {(int)link}");
        var forest = ForestFormat.Read(reader);
        if (task != LearningTask.Multiclass && forest.Outputs > 1) throw reader.Wrong($"a model of {task} has {forest.Outputs} outputs");
        var initial = reader.Numbers(forest.Outputs);
        var classes = ReadClasses(reader, forest.Outputs);
        return new BoostedTreesModel(forest, task, link, initial)
        {
            Format = format,
            Classes = classes,
            LearningCurve = reader.Numbers(),
            ValidationCurve = reader.Numbers(),
            Gains = reader.Numbers(forest.Inputs.Length),
        };
    }

    /// <summary>The names of the classes: none, or one for each output of several.</summary>
    public static string[] ReadClasses(ModelReader reader, int outputs)
    {
        var classes = new string[reader.Count(4)];
        for (var i = 0; i < classes.Length; i++) classes[i] = reader.Text();
        if (classes.Length > 0 && outputs > 1 && classes.Length != outputs) throw reader.Wrong($"{classes.Length} classes have names, of {outputs}");
        return classes;
    }

    private static bool Fits(LearningTask task, ScoreLink link, bool isBoosted) => task switch
    {
        LearningTask.Regression => link == ScoreLink.None || link == ScoreLink.Exponential && isBoosted,
        LearningTask.Binary => link == (isBoosted ? ScoreLink.Logistic : ScoreLink.Probability),
        LearningTask.Multiclass => link == (isBoosted ? ScoreLink.Softmax : ScoreLink.Shares),
        _ => task == LearningTask.Ranking && link == ScoreLink.None && isBoosted,
    };

    // Without covers, and with shares of gains instead of gains.
    private static BoostedTreesModel ReadFirst(ModelReader reader, byte first)
    {
        var task = (LearningTask)first;
        if (task is not (LearningTask.Regression or LearningTask.Binary)) throw reader.Wrong($"a task is {first}");
        var initial = reader.Number();
        var inputs = ForestFormat.ReadInputs(reader);
        var categories = Array.ConvertAll(inputs, input => input.Type == ColumnType.Text ? ReadCategories(reader) : null);
        var cuts = Array.ConvertAll(inputs, _ => ForestFormat.ReadCuts(reader));
        var curve = reader.Numbers();
        var importance = reader.Numbers(inputs.Length);
        var trees = new TreeNode[reader.Count(13)][];
        for (var t = 0; t < trees.Length; t++) trees[t] = ForestFormat.ReadTree(reader, categories, cuts, false);
        var link = task == LearningTask.Binary ? ScoreLink.Logistic : ScoreLink.None;
        return new BoostedTreesModel(new Forest(inputs, categories, cuts, trees), task, link, [initial]) { LearningCurve = curve, Gains = importance };
    }

    private static CategoryEncoding ReadCategories(ModelReader reader)
    {
        var prior = reader.Number();
        var categories = reader.AscendingTexts();
        return new CategoryEncoding(categories, reader.Numbers(categories.Length), prior);
    }
}
