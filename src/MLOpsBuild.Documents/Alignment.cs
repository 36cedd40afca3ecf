namespace MLOpsBuild.Documents;

/// <summary>Where the content of a table's column stands.</summary>
public enum Alignment
{
    /// <summary>Words: flush left.</summary>
    Left,

    /// <summary>Short marks: centred.</summary>
    Centre,

    /// <summary>Numbers: flush right, so that digits of one weight stand under each other.</summary>
    Right,
}
