using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Onnx.Export;

/// <summary>What writes each kind of transform as operations: a new kind is one line here and one method beside.</summary>
internal static class TransformExporters
{
    private static readonly SortedDictionary<string, Action<IFittedTransform, ExportScope, Dictionary<string, string>>> Transforms = new(StringComparer.Ordinal)
    {
        [BagOfWords.FormatName] = EachColumn<WordMap>(WordExporter.Export),
        [Binning.FormatName] = EachColumn<BinningMap>(NumberExporters.Bins),
        [Clipping.FormatName] = EachColumn<ClippingMap>(NumberExporters.Clip),
        [Imputation.FormatName] = EachColumn<ImputationMap>(NumberExporters.Impute),
        [Interactions.FormatName] = Of<FittedInteractions>(NumberExporters.Products),
        [OneHot.FormatName] = EachColumn<OneHotMap>(TextExporters.OneHot),
        [OrdinalEncoding.FormatName] = EachColumn<OrdinalMap>(TextExporters.Ordinal),
        [PrincipalProjection.FormatName] = Of<FittedProjection>(NumberExporters.Project),
        [Scaling.FormatName] = EachColumn<ScalingMap>(NumberExporters.Scale),
        [SelectionByCorrelation.FormatName] = Of<FittedSelection>(Drop),
        [SelectionByImportance.FormatName] = Of<FittedSelection>(Drop),
        [TargetEncoding.FormatName] = EachColumn<TargetMap>(TextExporters.Target),
        [TimeParts.FormatName] = EachColumn<TimeMap>(TimeExporters.Parts),
    };

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        [Hashing.FormatName] = "ONNX has no operator that hashes a text, and a hasher keeps no list of the texts it met; OneHot and TargetEncoding do",
    };

    /// <summary>Adds a transform to a graph and returns the columns that the next one finds.</summary>
    /// <exception cref="NotSupportedException">It can not be expressed; the message says why.</exception>
    public static Dictionary<string, string> Export(IFittedTransform transform, ExportScope scope)
    {
        if (!Transforms.TryGetValue(transform.Name, out var export))
        {
            var reason = Reasons.GetValueOrDefault(transform.Name, "nobody has said how");
            throw new NotSupportedException($"The transform '{transform.Name}' has no form in ONNX: {reason}. These have: {string.Join(", ", Transforms.Keys)}.");
        }

        var columns = new Dictionary<string, string>(scope.Columns, StringComparer.Ordinal);
        export(transform, scope, columns);
        return columns;
    }

    private static Action<IFittedTransform, ExportScope, Dictionary<string, string>> Of<TTransform>(Action<TTransform, ExportScope, Dictionary<string, string>> export)
        where TTransform : IFittedTransform => (transform, scope, columns) => export(Known<TTransform>(transform, transform.Name), scope, columns);

    /// <summary>Of a transform that treats each column by itself: <paramref name="export"/> gives the values of the columns that one becomes.</summary>
    private static Action<IFittedTransform, ExportScope, Dictionary<string, string>> EachColumn<TMap>(Func<TMap, ModelInput, ExportScope, IReadOnlyList<string>> export)
        where TMap : ColumnMap => (transform, scope, columns) =>
        {
            var each = Known<FittedColumns>(transform, transform.Name);
            foreach (var input in each.Inputs) columns.Remove(input.Name);
            for (var i = 0; i < each.Maps.Count; i++)
            {
                var values = export(Known<TMap>(each.Maps[i], transform.Name), each.Inputs[i], scope);
                foreach (var (output, value) in each.Maps[i].Outputs(each.Inputs[i]).Zip(values)) columns.Add(output.Name, value);
            }
        };

    private static TKnown Known<TKnown>(object transform, string name) => transform is TKnown known
        ? known
        : throw new NotSupportedException($"A {transform.GetType().Name} calls itself '{name}' and is not this library's.");

    private static void Drop(FittedSelection selection, ExportScope scope, Dictionary<string, string> columns)
    {
        foreach (var input in selection.Inputs) columns.Remove(input.Name);
    }
}
