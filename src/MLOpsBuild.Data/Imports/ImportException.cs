namespace MLOpsBuild.Data.Imports;

/// <summary>What was to be imported is not what it should be, or must not be fetched. The message says what was found, what is allowed, and what to do.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Says why.</summary>
    public ImportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
