using System.Text;

namespace MLOpsBuild.Data.Files;

/// <summary>Writes files that people review: whole or not at all.</summary>
internal static class ReviewedFile
{
    /// <summary>Replaces a file in one step, so that a reader and a killed process see the old or the new content.</summary>
    public static void Write(string path, string text)
    {
        var temporary = $"{path}.tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(new UTF8Encoding(false).GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
