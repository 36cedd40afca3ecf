namespace MLOpsBuild.Retraining;

/// <summary>Names that become parts of file names and branches.</summary>
internal static class Names
{
    /// <summary>The name, when it can be part of a file name and of a branch on every system.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static string Checked(string name, string parameter) =>
        name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(name[0])
            && char.IsAsciiLetterOrDigit(name[^1]) && !name.Contains("..", StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal)
            ? name
            : throw new ArgumentException($"'{name}' cannot be used here: use letters, digits, '-', '_' and single '.'.", parameter);
}
