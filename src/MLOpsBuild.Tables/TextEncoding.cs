namespace MLOpsBuild.Tables;

/// <summary>How the characters of a file are written as bytes.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8; bytes that are none are problems with their place.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>ISO 8859-1: each byte is the character of that number.</summary>
    Latin1,

    /// <summary>Windows code page 1252, as browsers read it: Latin-1 with typographic quotes, dashes and the euro sign at 0x80 to 0x9F.</summary>
    Windows1252,
}
