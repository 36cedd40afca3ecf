using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Tests.Onnx;
using MLOpsBuild.Numerics;
using static MLOpsBuild.Learning.Tests.Onnx.OnnxGraphs;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Files in the forms that the converters of scikit-learn, XGBoost and LightGBM write, made by hand.</summary>
internal static class ForeignModels
{
    private const int Columns = 3;

    private static readonly OnnxValue Probabilities = new("probabilities", ElementType.Single, null);

    /// <summary>By name: the file, and the output of numbers that is compared.</summary>
    public static readonly (string Name, byte[] File, string Output)[] All = [.. Classifiers(), .. Regressors(), .. Version5(), .. Linear(), .. Pipelines()];

    /// <summary>What onnxruntime does otherwise than the standard says: the file without and with it, and what the standard makes of the first one's sums.</summary>
    public static readonly (string Name, byte[] Sums, byte[] File, string Output, Func<double[], double[]> Standard)[] Disputed = [.. Disputes()];

    private static IEnumerable<(string Name, byte[] Sums, byte[] File, string Output, Func<double[], double[]> Standard)> Disputes()
    {
        var trees = new ForeignTrees(8, 8, 3, Columns, "BRANCH_LEQ");
        OnnxAttribute[] target = trees.Leaves("target", _ => [0], -1, 1), classes = trees.Leaves("class", t => [t % 2], -1, 1);
        OnnxAttribute[] three = trees.Lists(ElementType.Single, 3);
        byte[] Regressor(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Ml("TreeEnsembleRegressor", "variable", [.. trees.Nodes, .. target, Long("n_targets", 1), .. more])], Variable);
        byte[] Linear(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Known, new("LinearRegressor", OnnxFile.Ml, ["known"], ["variable"], [Singles("coefficients", -0.3f, 0.2f, 0), Singles("intercepts", 0.5f), .. more])], Variable);
        byte[] Classes(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Ml("TreeEnsembleClassifier", "label probabilities", [.. trees.Nodes, .. classes, Longs("classlabels_int64s", 0, 1), .. more])], LabelAndProbabilities);
        OnnxAttribute[] second = trees.Leaves("class", _ => [1], -1, 1);
        byte[] Second(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Ml("TreeEnsembleClassifier", "label probabilities", [.. trees.Nodes, .. second, Longs("classlabels_int64s", 0, 1), .. more])], LabelAndProbabilities);
        byte[] OneRow(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Known, new("LinearClassifier", OnnxFile.Ml, ["known"], ["label", "probabilities"], [Singles("coefficients", 0.3f, -0.2f, 0), Singles("intercepts", -0.5f), Longs("classlabels_ints", 0, 1), .. more])], LabelAndProbabilities);
        byte[] Lists(params OnnxAttribute[] more) => With(5, Floats(Columns), [Ml("TreeEnsemble", "variable", [.. three, Long("n_targets", 3), .. more])], [new("variable", ElementType.Single, 3)]);
        static double[] Logistic(double[] sums) => Array.ConvertAll(sums, ReproducibleMath.Sigmoid);
        static double[] Softmax(double[] sums, int classes) => [.. sums.Chunk(classes).SelectMany(row => row.Select(v => Math.Exp(v) / row.Sum(Math.Exp)))];
        yield return ("LOGISTIC of one target of trees", Regressor(), Regressor(Text("post_transform", "LOGISTIC")), "variable", Logistic);
        yield return ("LOGISTIC of one target of weights", Linear(), Linear(Text("post_transform", "LOGISTIC")), "variable", Logistic);
        yield return ("a base value for each of two classes", Classes(), Classes(Singles("base_values", 0.25f, 1.5f)), "probabilities", sums => [.. sums.Select((v, i) => v + (i % 2 == 0 ? 0.25 : 1.5))]);
        yield return ("SOFTMAX as a number", Lists(), Lists(Long("post_transform", 1)), "variable", sums => Softmax(sums, 3));
        yield return ("a base value for the second class", Second(), Second(Singles("base_values", 0.25f)), "probabilities", sums => [.. sums.Select((v, i) => v + (i % 2 == 0 ? 0 : 0.25))]);
        yield return ("SOFTMAX of one sum for two classes", OneRow(), OneRow(Text("post_transform", "SOFTMAX")), "probabilities", sums => Softmax(sums, 2));
        yield return ("LOGISTIC as a number", Lists(), Lists(Long("post_transform", 2)), "variable", Logistic);
    }

    private static IEnumerable<(string Name, byte[] File, string Output)> Classifiers()
    {
        ForeignTrees Trees(ulong seed, params string[] modes) => new(seed, 12, 4, Columns, modes);
        byte[] Classifier(ForeignTrees trees, OnnxAttribute[] leaves, int classes, string transform, params OnnxAttribute[] more) => Zipped(
            [Ml("TreeEnsembleClassifier", "label probabilities", [.. trees.Nodes, .. leaves, Longs("classlabels_int64s", [.. Enumerable.Range(0, classes).Select(c => (long)c)]), Text("post_transform", transform), .. more])], classes);

        var forest = Trees(1, "BRANCH_LEQ");
        yield return ("forest of scikit-learn, both classes in each leaf", Classifier(forest, forest.Leaves("class", _ => [0, 1], 0, 1 / 12.0), 2, "NONE"), "probabilities");
        yield return ("forest of scikit-learn, three classes", Classifier(forest, forest.Leaves("class", _ => [0, 1, 2], 0, 1 / 12.0), 3, "NONE"), "probabilities");
        yield return ("forest with one class in its leaves", Classifier(forest, forest.Leaves("class", _ => [1], 0, 1 / 12.0), 2, "NONE"), "probabilities");
        yield return ("gradient boosting of scikit-learn", Classifier(forest, forest.Leaves("class", _ => [0], -1, 1), 2, "LOGISTIC", Singles("base_values", 0.3f)), "probabilities");
        yield return ("gradient boosting of scikit-learn, three classes", Classifier(forest, forest.Leaves("class", t => [t % 3], -1, 1), 3, "SOFTMAX", Singles("base_values", 0.3f, -0.2f, 0.1f)), "probabilities");
        var boosted = Trees(2, "BRANCH_LT");
        yield return ("XGBoost", Classifier(boosted, boosted.Leaves("class", _ => [0], -1, 1), 2, "LOGISTIC", Singles("base_values", -0.4f)), "probabilities");
        yield return ("XGBoost without a base value", Classifier(boosted, boosted.Leaves("class", _ => [0], -1, 1), 2, "LOGISTIC"), "probabilities");
        yield return ("XGBoost, three classes", Classifier(boosted, boosted.Leaves("class", t => [t % 3], -1, 1), 3, "SOFTMAX", Singles("base_values", 0.5f, 0.5f, 0.5f)), "probabilities");
        yield return ("XGBoost, leaves all positive", Classifier(boosted, boosted.Leaves("class", _ => [0], 0.01, 0.2), 2, "LOGISTIC"), "probabilities");
        yield return ("sum of one class", Classifier(boosted, boosted.Leaves("class", _ => [0], -1, 1), 2, "NONE", Singles("base_values", 0.2f)), "probabilities");
        yield return ("share of one class with a base value", Classifier(forest, forest.Leaves("class", _ => [0], 0, 1 / 24.0), 2, "NONE", Singles("base_values", 0.2f)), "probabilities");
        var light = Trees(3, "BRANCH_LEQ", "BRANCH_EQ");
        yield return ("LightGBM with categories", Classifier(light, light.Leaves("class", _ => [0], -1, 1), 2, "LOGISTIC"), "probabilities");
        yield return ("LightGBM, class 1 in its leaves", Classifier(light, light.Leaves("class", _ => [1], -1, 1), 2, "LOGISTIC"), "probabilities");
        yield return ("LightGBM, four classes", Classifier(light, light.Leaves("class", t => [t % 4], -1, 1), 4, "SOFTMAX"), "probabilities");
        yield return ("one against all others", Classifier(light, light.Leaves("class", t => [t % 3], -1, 1), 3, "LOGISTIC"), "probabilities");
    }

    private static IEnumerable<(string Name, byte[] File, string Output)> Regressors()
    {
        foreach (var mode in (string[])["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"])
        {
            var trees = new ForeignTrees(4, 10, 4, Columns, mode);
            yield return ($"regressor of {mode}", Regressor(trees), "variable");
        }

        var mixed = new ForeignTrees(5, 10, 4, Columns, "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_EQ");
        yield return ("regressor of mixed cuts", Regressor(mixed, Singles("base_values", 37.5f)), "variable");
        foreach (var aggregate in (string[])["AVERAGE", "MIN", "MAX"]) yield return ($"regressor of {aggregate}", Regressor(mixed, Text("aggregate_function", aggregate), Singles("base_values", 1.25f)), "variable");
        byte[] Several(params OnnxAttribute[] more) => OnnxGraphs.File(Floats(Columns), [Ml("TreeEnsembleRegressor", "variable", [.. mixed.Nodes, .. mixed.Leaves("target", t => [t % 3], -2, 3), Long("n_targets", 3), .. more])], [new("variable", ElementType.Single, 3)]);
        foreach (var transform in (string[])["LOGISTIC", "SOFTMAX"]) yield return ($"regressor of three targets and {transform}", Several(Text("post_transform", transform)), "variable");
        yield return ("regressor of numbers of double precision", OnnxGraphs.File([new("X", ElementType.Double, Columns)], [Ml("TreeEnsembleRegressor", "variable", [.. mixed.Nodes, .. mixed.Leaves("target", _ => [0], -2, 3), Long("n_targets", 1)])], Variable), "variable");
        yield return ("classifier of integers", OnnxGraphs.File([new("X", ElementType.Int64, Columns)], [Ml("TreeEnsembleClassifier", "label probabilities", [.. mixed.Nodes, .. mixed.Leaves("class", _ => [0], -1, 1), Longs("classlabels_int64s", 0, 1), Text("post_transform", "LOGISTIC")])], LabelAndProbabilities), "probabilities");
    }

    private static byte[] Regressor(ForeignTrees trees, params OnnxAttribute[] more) =>
        OnnxGraphs.File(Floats(Columns), [Ml("TreeEnsembleRegressor", "variable", [.. trees.Nodes, .. trees.Leaves("target", _ => [0], -2, 3), Long("n_targets", 1), .. more])], Variable);

    private static IEnumerable<(string Name, byte[] File, string Output)> Version5()
    {
        foreach (var (type, name) in new[] { (ElementType.Single, "single"), (ElementType.Double, "double") })
        {
            var trees = new ForeignTrees(6, 10, 4, Columns, "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "BRANCH_MEMBER");
            byte[] Of(int targets, params OnnxAttribute[] more) => With(5, [new("X", type, Columns)], [Ml("TreeEnsemble", "variable", [.. trees.Lists(type, targets), Long("n_targets", targets), .. more])], [new("variable", type, targets)]);
            yield return ($"version 5, {name}", Of(1), "variable");
            yield return ($"version 5, {name}, three targets", Of(3), "variable");
            foreach (var aggregate in (long[])[0, 2, 3]) yield return ($"version 5, {name}, aggregate {aggregate}", Of(1, Long("aggregate_function", aggregate)), "variable");
        }
    }

    private static IEnumerable<(string Name, byte[] File, string Output)> Linear()
    {
        OnnxNode Logistic(params OnnxAttribute[] more) => new("LinearClassifier", OnnxFile.Ml, ["known"], ["label", "scores"], [.. more, Long("multi_class", 1)]);
        OnnxNode shares = new("Normalizer", OnnxFile.Ml, ["scores"], ["probabilities"], [Text("norm", "L1")]);
        yield return ("logistic regression of scikit-learn", Zipped([Known, Logistic(Singles("coefficients", -0.3f, 0.2f, 0.01f, 0.3f, -0.2f, -0.01f), Singles("intercepts", 0.5f, -0.5f), Longs("classlabels_ints", 0, 1), Text("post_transform", "LOGISTIC")), shares], 2), "probabilities");
        yield return ("logistic regression with one row of weights", Zipped([Known, new("LinearClassifier", OnnxFile.Ml, ["known"], ["label", "probabilities"], [Singles("coefficients", 0.3f, -0.2f, -0.01f), Singles("intercepts", -0.5f), Longs("classlabels_ints", 0, 1), Text("post_transform", "LOGISTIC")])], 2), "probabilities");
        yield return ("linear classifier with one row of weights", Zipped([Known, new("LinearClassifier", OnnxFile.Ml, ["known"], ["label", "probabilities"], [Singles("coefficients", 0.3f, -0.2f, 0), Singles("intercepts", -0.5f), Longs("classlabels_ints", 0, 1)])], 2), "probabilities");
        yield return ("multinomial regression", Zipped([Known, Logistic(Singles("coefficients", -0.3f, 0.2f, 0.01f, 0.3f, -0.2f, -0.01f, 0.1f, 0.1f, 0.02f), Singles("intercepts", 0.5f, -0.5f, 0), Longs("classlabels_ints", 0, 1, 2), Text("post_transform", "SOFTMAX")), shares], 3), "probabilities");
        yield return ("one regression for each of three classes", Zipped([Known, Logistic(Singles("coefficients", -0.3f, 0.2f, 0.01f, 0.3f, -0.2f, -0.01f, 0.1f, 0.1f, 0.02f), Singles("intercepts", 0.5f, -0.5f, 0), Longs("classlabels_ints", 0, 1, 2), Text("post_transform", "LOGISTIC")), shares], 3), "probabilities");
        foreach (var transform in (string[])["LOGISTIC", "SOFTMAX"])
        {
            yield return ($"linear regression of three targets and {transform}", OnnxGraphs.File(Floats(Columns), [Known, new("LinearRegressor", OnnxFile.Ml, ["known"], ["variable"], [Singles("coefficients", -0.3f, 0.2f, 0, 0.3f, -0.2f, 0, 0.1f, 0.1f, 0), Singles("intercepts", 0.5f, -0.5f, 0), Long("targets", 3), Text("post_transform", transform)])], [new("variable", ElementType.Single, 3)]), "variable");
        }

        OnnxNode[] regression = [Known, new("LinearRegressor", OnnxFile.Ml, ["known"], ["sum"], [Singles("coefficients", 1.5f, -2, 0.125f), Singles("intercepts", 3)]), new("Reshape", "", ["sum", "shape"], ["variable"], [])];
        yield return ("linear regression", OnnxGraphs.File(Floats(Columns), regression, Variable, ("shape", OnnxTensor.Of(ElementType.Int64, [2], [-1, 1]))), "variable");
    }

    private static IEnumerable<(string Name, byte[] File, string Output)> Pipelines()
    {
        var trees = new ForeignTrees(7, 10, 4, Columns, "BRANCH_LEQ");
        OnnxNode Trees(string from, string to) => new("TreeEnsembleRegressor", OnnxFile.Ml, [from], [to], [.. trees.Nodes, .. trees.Leaves("target", _ => [0], -2, 3), Long("n_targets", 1)]);
        OnnxNode scaler = new("Scaler", OnnxFile.Ml, ["known"], ["scaled"], [Singles("offset", 0.1f, -0.7f, 3.3f), Singles("scale", 0.3f, 1.7f, 0.9f)]);
        yield return ("imputer, scaler and trees", OnnxGraphs.File(Floats(Columns), [Known, scaler, Trees("scaled", "variable")], Variable), "variable");
        yield return ("glue between", OnnxGraphs.File(Floats(Columns), [new("Identity", "", ["X"], ["same"], []), new("Cast", "", ["same"], ["cast"], [Long("to", 1)]), Trees("cast", "sum"), new("Cast", "", ["sum"], ["variable"], [Long("to", 1)])], Variable), "variable");
        foreach (var norm in (string[])["MAX", "L1", "L2"]) yield return ($"normalizer {norm} and trees", OnnxGraphs.File(Floats(Columns), [Known, new("Normalizer", OnnxFile.Ml, ["known"], ["scaled"], [Text("norm", norm)]), Trees("scaled", "variable")], Variable), "variable");
        yield return ("binarizer and columns taken out", OnnxGraphs.File(Floats(Columns), [Known, new("ArrayFeatureExtractor", OnnxFile.Ml, ["known", "which"], ["some"], []), new("Binarizer", OnnxFile.Ml, ["some"], ["ones"], [new("threshold") { Single = 0.7f }]), Trees("ones", "variable")], Variable, ("which", OnnxTensor.Of(ElementType.Int64, [3], [2, 0, 1]))), "variable");
        OnnxValue[] typed = [new("kind", ElementType.Text, 1), new("size", ElementType.Single, 1)];
        OnnxNode[] encoded =
        [
            new("OneHotEncoder", OnnxFile.Ml, ["kind"], ["hot"], [Texts("cats_strings", "a", "b", "日本"), Long("zeros", 1)]),
            new("Reshape", "", ["hot", "shape"], ["kinds"], []),
            new("LabelEncoder", OnnxFile.Ml, ["kind"], ["code"], [Texts("keys_strings", "a", "b", ""), Singles("values_floats", 1, 2.5f, -3), new("default_float") { Single = 9 }]),
            new("Imputer", OnnxFile.Ml, ["size"], ["whole"], [Singles("imputed_value_floats", 7), new("replaced_value_float") { Single = float.NaN }]),
            new("Concat", "", ["kinds", "code", "whole"], ["all"], [Long("axis", 1)]),
            new("LinearRegressor", OnnxFile.Ml, ["all"], ["variable"], [Singles("coefficients", 10, 20, 5, 1, 0.5f), Singles("intercepts", 0)]),
        ];
        yield return ("texts, encoded in two ways", OnnxGraphs.File(typed, encoded, Variable, ("shape", OnnxTensor.Of(ElementType.Int64, [2], [-1, 3]))), "variable");
        foreach (var mode in (string[])["TF", "IDF", "TFIDF"])
        {
            OnnxNode[] words =
            [
                new("StringConcat", "", ["kind", "end"], ["longer"], []),
                new("StringSplit", "", ["longer"], ["parts", "count"], [Text("delimiter", " "), Long("maxsplit", 4)]),
                new("Reshape", "", ["parts", "wide"], ["words"], []),
                new("TfIdfVectorizer", "", ["words"], ["counts"], [Text("mode", mode), Long("min_gram_length", 1), Long("max_gram_length", 2), Long("max_skip_count", 1), Longs("ngram_counts", 0, 3), Longs("ngram_indexes", 0, 1, 2, 3, 4), Texts("pool_strings", "a", "b", "日本", "a", "b", "b", "a"), Singles("weights", 0.5f, 2, 1.25f, 3, 4)]),
                new("ReduceSum", "", ["counts", "axis"], ["sum"], []),
                new("Add", "", ["sum", "size"], ["variable"], []),
            ];
            yield return ($"words, {mode}", With(3, typed, words, Variable, ("end", OnnxTensor.Of([1], [" a"])), ("wide", OnnxTensor.Of(ElementType.Int64, [2], [0, -1])), ("axis", OnnxTensor.Of(ElementType.Int64, [1], [1]))), "variable");
        }
    }

    /// <summary>A value for each missing one, which linear models need.</summary>
    private static OnnxNode Known => Ml("Imputer", "known", Singles("imputed_value_floats", 0.5f, -1, 2), new OnnxAttribute("replaced_value_float") { Single = float.NaN });

    /// <summary>Behind the probabilities what converters put there: the label cast, and a map a row.</summary>
    private static byte[] Zipped(OnnxNode[] nodes, int classes)
    {
        OnnxNode[] end =
        [
            new("Cast", "", ["label"], ["output_label"], [Long("to", 7)]),
            new("ZipMap", OnnxFile.Ml, ["probabilities"], ["output_probability"], [Longs("classlabels_int64s", [.. Enumerable.Range(0, classes).Select(c => (long)c)])]),
        ];
        return OnnxGraphs.File(Floats(Columns), [.. nodes, .. end], [new("output_label", ElementType.Int64, null) { Rank = 1 }, Probabilities, new("output_probability", null, null)]);
    }

    private static byte[] With(long version, OnnxValue[] inputs, OnnxNode[] nodes, OnnxValue[] outputs, params (string Name, OnnxTensor Tensor)[] constants) =>
        OnnxFileWriter.Write(OnnxFileReader.Read(OnnxGraphs.File(inputs, nodes, outputs, constants)) with { IrVersion = 9, Opsets = [(OnnxFile.Main, 20), (OnnxFile.Ml, version)] });
}
