using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning;

/// <summary>Finds and checks a model's columns in a table.</summary>
internal static class Inputs
{
    /// <summary>The inputs that a training set's features make; integers are numbers to a model.</summary>
    public static ModelInput[] Of(Table features)
    {
        foreach (var column in features.Columns)
        {
            if (column.Type == ColumnType.Time)
            {
                throw new ArgumentException($"Feature '{column.Name}' is a time; a model takes numbers, integers and texts: the transform 'time-parts' makes such of it.", nameof(features));
            }
        }

        return [.. features.Columns.Select(c => new ModelInput(c.Name, c.Type))];
    }

    /// <summary>The inputs of something that takes columns of any type, such as a chain of transforms.</summary>
    public static ModelInput[] OfAnyType(Table features) => [.. features.Columns.Select(c => new ModelInput(c.Name, c.Type))];

    public static bool IsText(this ModelInput input) => input.Type == ColumnType.Text;

    /// <summary>The numbers of a column, missing as NaN.</summary>
    public static double[] Numbers(Table rows, ModelInput input)
    {
        var column = rows[input.Name];
        return column.Type is ColumnType.Number or ColumnType.Integer ? column.ToNumbers() : throw Wrong(column, input);
    }

    /// <summary>The texts of a column.</summary>
    public static TextColumn Texts(Table rows, ModelInput input) => rows[input.Name] as TextColumn ?? throw Wrong(rows[input.Name], input);

    /// <summary>The times of a column.</summary>
    public static TimeColumn Times(Table rows, ModelInput input) => rows[input.Name] as TimeColumn ?? throw Wrong(rows[input.Name], input);

    private static ArgumentException Wrong(Column column, ModelInput input) =>
        new($"Column '{input.Name}' is {column.Type}; the model was trained on {input.Type}.", nameof(input));
}
