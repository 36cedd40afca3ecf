namespace MLOpsBuild.Tables.Csv;

/// <summary>Collects the values of one column.</summary>
internal abstract class ColumnSink
{
    /// <summary>What a good field is, for messages.</summary>
    public abstract string Expected { get; }

    /// <summary>A sink for a type.</summary>
    public static ColumnSink Of(ColumnType type) => type switch
    {
        ColumnType.Number => new NumberSink(),
        ColumnType.Integer => new IntegerSink(),
        ColumnType.Time => new TimeSink(),
        _ => new TextSink(),
    };

    /// <summary>Takes a field; when it is not of the type the value is missing and the answer false.</summary>
    public abstract bool Add(ReadOnlySpan<byte> field);

    /// <summary>Takes a missing value.</summary>
    public abstract void AddMissing();

    /// <summary>Ends the column.</summary>
    public abstract Column Build(string name);

    private sealed class NumberSink : ColumnSink
    {
        private readonly List<double> _values = [];

        public override string Expected => "a number";

        public override bool Add(ReadOnlySpan<byte> field)
        {
            var good = FieldParser.TryNumber(field, out var value);
            _values.Add(good ? value : double.NaN);
            return good;
        }

        public override void AddMissing() => _values.Add(double.NaN);

        public override Column Build(string name) => new NumberColumn(name, [.. _values]);
    }

    private sealed class IntegerSink : ColumnSink
    {
        private readonly List<long> _values = [];
        private readonly List<int> _missing = [];

        public override string Expected => "an integer";

        public override bool Add(ReadOnlySpan<byte> field)
        {
            var good = FieldParser.TryInteger(field, out var value);
            if (good) _values.Add(value);
            else AddMissing();
            return good;
        }

        public override void AddMissing()
        {
            _missing.Add(_values.Count);
            _values.Add(0);
        }

        public override Column Build(string name)
        {
            if (_missing.Count == 0) return new IntegerColumn(name, [.. _values]);
            var bitmap = new ulong[(_values.Count + 63) / 64];
            foreach (var row in _missing) bitmap[row >> 6] |= 1UL << (row & 63);
            return new IntegerColumn(name, [.. _values], bitmap);
        }
    }

    private sealed class TimeSink : ColumnSink
    {
        private readonly List<DateTime> _values = [];

        public override string Expected => "a local time such as 2001-01-31 23:55";

        public override bool Add(ReadOnlySpan<byte> field)
        {
            var good = FieldParser.TryTime(field, out var value);
            _values.Add(good ? value : DateTime.MinValue);
            return good;
        }

        public override void AddMissing() => _values.Add(DateTime.MinValue);

        public override Column Build(string name) => new TimeColumn(name, [.. _values]);
    }

    private sealed class TextSink : ColumnSink
    {
        private readonly TextDictionary _dictionary = new();
        private readonly List<int> _codes = [];

        public override string Expected => "text in UTF-8";

        public override bool Add(ReadOnlySpan<byte> field)
        {
            var code = _dictionary.CodeOf(field);
            _codes.Add(code);
            return code >= 0;
        }

        public override void AddMissing() => _codes.Add(-1);

        public override Column Build(string name) => new TextColumn(name, [.. _codes], _dictionary.ToArray());
    }
}
