using System.Globalization;
using System.Text;

namespace MLOpsBuild.Git;

/// <summary>Reads the answers of <c>git cat-file --batch</c>, one object after the other: a line with its digest, type and size, its bytes, and a line feed.</summary>
internal sealed class BatchReader(byte[] output)
{
    private int _at;

    /// <summary>The bytes of the next object; null when it is no file, or there is none.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="isNamed">Whether a revision names such an object, asked when it cannot be had.</param>
    /// <exception cref="GitException">A revision names the object, but it is lost.</exception>
    public byte[]? Next(string name, Func<string, bool> isNamed)
    {
        var words = Line().Split(' ');
        // Such a line may repeat the name, whose words could be any.
        if (words[^1] is "missing" or "ambiguous") return isNamed(name) ? throw new GitException("cat-file", 128, $"the object of {name} is missing") : null;
        var size = int.Parse(words[^1], CultureInfo.InvariantCulture);
        var bytes = output.AsSpan(_at, size);
        _at += size + 1;
        return words[^2] == "blob" ? bytes.ToArray() : null;
    }

    private string Line()
    {
        var length = output.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0) throw new GitException("cat-file", 0, "git answered less than it was asked");
        var line = Encoding.UTF8.GetString(output, _at, length);
        _at += length + 1;
        return line;
    }
}
