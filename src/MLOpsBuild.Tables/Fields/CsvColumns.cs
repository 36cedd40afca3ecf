namespace MLOpsBuild.Tables.Fields;

/// <summary>Columns that a file does not have.</summary>
internal static class CsvColumns
{
    /// <summary>A column without values; text when no type is known.</summary>
    public static Column Missing(string name, ColumnType? type, int rows)
    {
        switch (type)
        {
            case ColumnType.Number:
                var numbers = new double[rows];
                Array.Fill(numbers, double.NaN);
                return new NumberColumn(name, numbers);
            case ColumnType.Integer:
                var missing = new ulong[(rows + 63) / 64];
                for (var row = 0; row < rows; row++) missing[row >> 6] |= 1UL << (row & 63);
                return new IntegerColumn(name, new long[rows], missing);
            case ColumnType.Time:
                return new TimeColumn(name, new DateTime[rows]);
            default:
                var codes = new int[rows];
                Array.Fill(codes, -1);
                return new TextColumn(name, codes, []);
        }
    }
}
