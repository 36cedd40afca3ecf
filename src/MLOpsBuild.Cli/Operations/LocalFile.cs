namespace MLOpsBuild.Cli.Operations;

/// <summary>Files of a checkout that can be made again.</summary>
internal static class LocalFile
{
    /// <summary>Writes a file that is there whole or not at all; its folder is made when it is missing.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
