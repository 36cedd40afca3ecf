using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>A condition on the rows of a table, in the language of a schema's row rules: for filters over any table. Immutable and thread-safe.</summary>
public sealed class RowCondition
{
    private readonly TruthNode _condition;

    private RowCondition(TruthNode condition, IReadOnlyList<string> columns) => (_condition, Columns) = (condition, columns);

    /// <summary>The columns that it names, in ordinal order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The expression; columns with unusual names stand in backquotes.</param>
    /// <param name="columns">The columns that it may name.</param>
    /// <exception cref="RowConditionException">It is none; the message says what was found and what is possible.</exception>
    public static RowCondition Parse(string text, IReadOnlyDictionary<string, ColumnType> columns)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(columns);
        try
        {
            var (condition, used) = Parser.Condition(text, columns);
            return new RowCondition(condition, used);
        }
        catch (ExpressionException problem)
        {
            throw new RowConditionException(problem.Position, problem.Message);
        }
    }

    /// <summary>One answer a row: true where the condition holds; false where it does not, or where a value that it depends on is missing.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks a column of the condition.</exception>
    public bool[] Judge(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var answers = new byte[rows.RowCount];
        _condition.Fill(new Batch(rows, 0), 0, answers);
        return Array.ConvertAll(answers, answer => answer == 1);
    }
}
