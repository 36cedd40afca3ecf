namespace MLOpsBuild.Tables.Scanning;

/// <summary>Where a field is, and what its quotes did.</summary>
internal struct FieldRange
{
    /// <summary>First byte, without the opening quote.</summary>
    public int Start;

    /// <summary>Bytes, without the closing quote.</summary>
    public int Length;

    /// <summary>The field was in quotes.</summary>
    public bool Quoted;

    /// <summary>It holds doubled quotes.</summary>
    public bool Escaped;

    /// <summary>The closing quote is missing, or something follows it.</summary>
    public bool Broken;
}

/// <summary>Where a record is.</summary>
internal struct RecordRange
{
    /// <summary>First byte.</summary>
    public int Start;

    /// <summary>Behind the last byte before the line end.</summary>
    public int End;

    /// <summary>The place of its first field among the block's.</summary>
    public int FirstField;

    /// <summary>All fields that it has, also those that were not kept; 0 for an empty line.</summary>
    public int FieldCount;
}
