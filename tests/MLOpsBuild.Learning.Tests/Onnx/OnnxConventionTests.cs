using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;
using static MLOpsBuild.Learning.Tests.Onnx.OnnxGraphs;

namespace MLOpsBuild.Learning.Tests.Onnx;

/// <summary>Files in the forms that skl2onnx and the converters of XGBoost and LightGBM give them, against numbers worked by hand.</summary>
public sealed class OnnxConventionTests
{
    // Rows: both hold; x0 at its cut; neither holds; x0 missing; x1 missing.
    private static readonly Table Rows = new([new NumberColumn("X_0", [1, 1.5, 9, double.NaN, 1]), new NumberColumn("X_1", [-2, -2, 5, -2, double.NaN])]);

    private static byte[] Regressor(string mode, params OnnxAttribute[] more) =>
        OnnxGraphs.File(Floats(2), [Ml("TreeEnsembleRegressor", "variable", [.. Stumps(mode), .. Leaves("target", 0, 1, 2, 10, 20), Long("n_targets", 1), .. more])], Variable);

    private static byte[] Classifier(string transform, float[] weights, params OnnxAttribute[] more) =>
        OnnxGraphs.File(Floats(2), [Ml("TreeEnsembleClassifier", "label probabilities", [.. Stumps("BRANCH_LEQ"), .. Leaves("class", 0, weights), Longs("classlabels_int64s", 0, 1), Text("post_transform", transform), .. more])], LabelAndProbabilities);

    [Theory]
    [InlineData("BRANCH_LEQ", 11d, 11d, 22d, 11d, 21d)]
    [InlineData("BRANCH_LT", 11d, 12d, 22d, 11d, 21d)]
    [InlineData("BRANCH_GTE", 22d, 21d, 11d, 21d, 22d)]
    [InlineData("BRANCH_GT", 22d, 22d, 11d, 21d, 22d)]
    [InlineData("BRANCH_EQ", 22d, 21d, 22d, 21d, 22d)]
    [InlineData("BRANCH_NEQ", 11d, 12d, 11d, 11d, 11d)]
    public void Every_mode_of_a_cut_sends_rows_where_it_says(string mode, params double[] expected)
    {
        var model = Import(Regressor(mode));

        Assert.Equal((LearningTask.Regression, 1), (model.Task, model.Outputs));
        Assert.Equal(["X_0", "X_1"], model.Inputs.Select(i => i.Name));
        Assert.Equal(expected, model.Predict(Rows));
    }

    [Theory]
    [InlineData("SUM", 11.5)]
    [InlineData("AVERAGE", 6d)]
    [InlineData("MIN", 1.5)]
    [InlineData("MAX", 10.5)]
    public void Trees_are_put_together_as_is_asked_and_base_values_added(string aggregate, double first) =>
        Assert.Equal(first, Import(Regressor("BRANCH_LEQ", Text("aggregate_function", aggregate), Singles("base_values", 0.5f))).Predict(Rows)[0]);

    [Fact]
    public void Boosted_scores_of_the_one_class_become_probabilities_as_those_of_XGBoost()
    {
        var model = Import(Classifier("LOGISTIC", [-1, 0.5f, -0.25f, 2], Singles("base_values", 0.125f)));

        Assert.Equal((LearningTask.Binary, 1), (model.Task, model.Outputs));
        double[] scores = [-1.125, -1.125, 2.625, -1.125, 1.125];
        Assert.Equal(Array.ConvertAll(scores, ReproducibleMath.Sigmoid), model.Predict(Rows));
    }

    [Fact]
    public void Shares_of_the_one_class_are_probabilities_as_those_of_forests()
    {
        var model = Import(Classifier("NONE", [0.1f, 0.5f, 0.2f, 0.25f]));

        Assert.Equal([0.3, 0.3, 0.75, 0.3, 0.35], model.Predict(Rows), (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Fact]
    public void Scores_of_several_classes_go_through_the_softmax()
    {
        var leaves = new[] { Longs("class_treeids", 0, 0, 1, 1), Longs("class_nodeids", 1, 2, 1, 2), Longs("class_ids", 0, 1, 1, 2), Singles("class_weights", 1, 2, 3, 4) };
        var model = Import(OnnxGraphs.File(Floats(2), [Ml("TreeEnsembleClassifier", "label probabilities", [.. Stumps("BRANCH_LEQ"), .. leaves, Texts("classlabels_strings", "a", "b", "c"), Text("post_transform", "SOFTMAX")])], LabelAndProbabilities));

        Assert.Equal((LearningTask.Multiclass, 3), (model.Task, model.Outputs));
        Assert.Equal(["a", "b", "c"], model.Classes);
        // The first row's leaves give class a 1 and class b 3.
        double[] e = [ReproducibleMath.Exp(1 - 3), 1, ReproducibleMath.Exp(-3)];
        Assert.Equal(e.Select(v => v / e.Sum()), model.Predict(Rows)[..3], (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Maps_behind_the_probabilities_are_seen_through()
    {
        var nodes = new[] { Ml("LinearClassifier", "label scores", Singles("coefficients", -1, 2, 1, -2), Singles("intercepts", 0.5f, -0.5f), Longs("classlabels_ints", 0, 1), Text("post_transform", "LOGISTIC"), Long("multi_class", 1)), new("Normalizer", OnnxFile.Ml, ["scores"], ["shares"], [Text("norm", "L1")]), new("ZipMap", OnnxFile.Ml, ["shares"], ["maps"], [Longs("classlabels_int64s", 0, 1)]) };
        var model = Import(OnnxGraphs.File(Floats(2), nodes, [LabelAndProbabilities[0], new("maps", null, null)]));

        Assert.Equal(LearningTask.Binary, model.Task);
        Assert.Equal(ReproducibleMath.Sigmoid(1 + 4 - 0.5), model.Predict(Rows)[0], 1e-6);
    }

    [Fact]
    public void A_pipeline_of_scaler_and_linear_regression_rounds_as_its_single_precision_asks()
    {
        var nodes = new[] { Ml("Scaler", "scaled", Singles("offset", 0.5f, 0.25f), Singles("scale", 2, 4)), new("LinearRegressor", OnnxFile.Ml, ["scaled"], ["variable"], [Singles("coefficients", 3, -1), Singles("intercepts", 0.75f)]) };

        Assert.Equal(3 * 1 - 1 * -9 + 0.75, Import(OnnxGraphs.File(Floats(2), nodes, Variable)).Predict(Rows)[0]);
    }

    [Fact]
    public void A_linear_model_of_plain_operators_is_a_classifier_when_it_ends_in_a_sigmoid()
    {
        var nodes = new OnnxNode[] { new("MatMul", "", ["X", "w"], ["sum"], []), new("Add", "", ["sum", "b"], ["score"], []), new("Sigmoid", "", ["score"], ["variable"], []) };
        var model = Import(OnnxGraphs.File(Floats(2), nodes, Variable, ("w", OnnxTensor.Of(ElementType.Single, [2, 1], [0.5, -0.25])), ("b", OnnxTensor.Of(ElementType.Single, [1], [1]))), "size", "age");

        Assert.Equal(LearningTask.Binary, model.Task);
        Assert.Equal(["size", "age"], model.Inputs.Select(i => i.Name));
        Assert.Equal(ReproducibleMath.Sigmoid(0.5 + 0.5 + 1), model.Predict(new Table([new NumberColumn("size", [1]), new NumberColumn("age", [-2])]))[0], 1e-7);
    }

    [Fact]
    public void Typed_columns_go_through_encoders_and_imputers()
    {
        OnnxValue[] inputs = [new("kind", ElementType.Text, 1), new("size", ElementType.Single, 1)];
        OnnxNode[] nodes =
        [
            new("OneHotEncoder", OnnxFile.Ml, ["kind"], ["hot"], [Texts("cats_strings", "a", "b"), Long("zeros", 1)]),
            new("Reshape", "", ["hot", "shape"], ["kinds"], []),
            new("Imputer", OnnxFile.Ml, ["size"], ["known"], [Singles("imputed_value_floats", 7), new OnnxAttribute("replaced_value_float") { Single = float.NaN }]),
            new("Concat", "", ["kinds", "known"], ["all"], [Long("axis", 1)]),
            new("LinearRegressor", OnnxFile.Ml, ["all"], ["variable"], [Singles("coefficients", 100, 200, 1), Singles("intercepts", 0)]),
        ];
        var model = Import(OnnxGraphs.File(inputs, nodes, Variable, ("shape", OnnxTensor.Of(ElementType.Int64, [2], [-1, 2]))));

        Assert.Equal([101.0, 207, 3], model.Predict(new Table([TextColumn.Of("kind", ["a", "b", "c"]), new NumberColumn("size", [1, double.NaN, 3])])));
    }

    [Fact]
    public void Task_and_output_can_be_said()
    {
        var model = OnnxFiles.Import(Classifier("LOGISTIC", [-1, 1, -1, 1]), new OnnxImportOptions { Task = LearningTask.Binary, Output = "probabilities", Columns = ["a", "b"] });

        Assert.Equal(LearningTask.Binary, model.Task);
        Assert.Throws<InvalidDataException>(() => OnnxFiles.Import(Regressor("BRANCH_LEQ"), new OnnxImportOptions { Output = "nothing" }));
        Assert.Throws<InvalidDataException>(() => OnnxFiles.Import(Regressor("BRANCH_LEQ"), new OnnxImportOptions { Task = LearningTask.Multiclass, Output = "label" }));
        Assert.Throws<InvalidDataException>(() => OnnxFiles.Import(Regressor("BRANCH_LEQ"), new OnnxImportOptions { Columns = ["one"] }));
    }
}
