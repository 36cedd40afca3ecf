namespace MLOpsBuild.Tables.Scanning;

/// <summary>Goes through a block's structural bytes in order, finding some thousand at a time.</summary>
internal unsafe ref struct StructuralCursor
{
    private const int Chunk = 4096;
    private readonly byte* _bytes;
    private readonly int _length;
    private readonly StructuralBytes _wanted;
    private readonly int* _positions;
    private int _scanned;
    private int _count;
    private int _at;

    public StructuralCursor(byte* bytes, int length, byte delimiter, int* positions)
    {
        _bytes = bytes;
        _length = length;
        _wanted = StructuralBytes.All(delimiter);
        _positions = positions;
    }

    /// <summary>What the positions need.</summary>
    public static int PositionsNeeded => Chunk + StructuralScan.Slack;

    /// <summary>The first quote at or behind a place; the length when there is none.</summary>
    public int Quote(int from)
    {
        while (true)
        {
            var place = Next(from);
            if (place >= _length || _bytes[place] == '"') return place;
            from = place + 1;
        }
    }

    /// <summary>The first delimiter or line end at or behind a place; the length when there is none.</summary>
    public int Separator(int from)
    {
        while (true)
        {
            var place = Next(from);
            if (place >= _length || _bytes[place] != '"') return place;
            from = place + 1;
        }
    }

    private int Next(int from)
    {
        while (true)
        {
            for (; _at < _count; _at++)
            {
                if (_positions[_at] >= from) return _positions[_at];
            }

            if (_scanned >= _length) return _length;
            var end = Math.Min(_length, _scanned + Chunk);
            _count = StructuralScan.Find(_bytes, _scanned, end, _wanted, _positions, Chunk);
            _at = 0;
            _scanned = end;
        }
    }
}
