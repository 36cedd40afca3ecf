using System.IO.Enumeration;
using System.Security.Cryptography;

namespace MLOpsBuild.Content.Packing;

/// <summary>A folder as one run of bytes: a tar archive with sorted paths and without times, owners, rights or links, so that the same files give the same bytes.</summary>
/// <remarks>Thousands of small files then are one transfer, and <c>tar -xf</c> takes them out again. Kept as a chunked file, versions of a folder share what they have in common.</remarks>
public static class Pack
{
    /// <summary>The media type of a pack.</summary>
    public const string MediaType = "application/vnd.mlopsbuild.pack.v1.tar";

    /// <summary>A folder's files, sorted, as a pack takes them.</summary>
    /// <param name="root">The folder.</param>
    /// <exception cref="InvalidDataException">A link, device or name cannot be in a pack: what is in the folder is packed, or nothing.</exception>
    public static IReadOnlyList<string> List(string root)
    {
        var full = Path.GetFullPath(root);
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = true };
        var found = new FileSystemEnumerable<string>(full, (ref entry) => Describe(full, ref entry), options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry),
        };
        return Sorted(found);
    }

    /// <summary>A pack as a stream that is read once, made while it is read.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="paths">Files in it, with slashes; in any order.</param>
    /// <exception cref="InvalidDataException">A path cannot be in a pack, or comes twice.</exception>
    public static Stream Open(string root, IEnumerable<string> paths) => new PackStream(PackSource.Blocks(Path.GetFullPath(root), Sorted(paths)));

    /// <summary>Writes a pack of some files.</summary>
    /// <inheritdoc cref="Open"/>
    public static void Write(string root, IEnumerable<string> paths, Stream target)
    {
        using var pack = Open(root, paths);
        pack.CopyTo(target, 1 << 20);
    }

    /// <summary>The files in a pack; of a seekable one only the headers are read.</summary>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much.</exception>
    public static IReadOnlyList<PackedFile> Read(Stream pack, PackLimits? limits = null)
    {
        var reader = new PackReader(pack, limits ?? PackLimits.Default);
        var files = new List<PackedFile>();
        while (reader.Next() is { } file)
        {
            files.Add(file);
            reader.Skip(file);
        }

        return files;
    }

    /// <summary>The files in a pack with their digests; all of it is read.</summary>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much.</exception>
    public static IEnumerable<(PackedFile File, Digest Digest)> Hash(Stream pack, PackLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var reader = new PackReader(pack, limits ?? PackLimits.Default);
        while (reader.Next() is { } file) yield return (file, reader.Hash(file, cancellationToken));
    }

    /// <summary>Takes all files out to a new folder, which gets its name when they are all there.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="folder">The folder, which must not be there yet.</param>
    /// <param name="limits">What the pack may ask of this machine; null for <see cref="PackLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left then.</param>
    /// <exception cref="InvalidDataException">It is no pack, or one that asks too much; nothing is left.</exception>
    /// <exception cref="IOException">The folder is there already, or cannot be written.</exception>
    public static IReadOnlyList<PackedFile> Extract(Stream pack, string folder, PackLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var target = Path.GetFullPath(folder);
        if (Path.Exists(target)) throw new IOException($"{target} is there already; a pack is taken out to a new folder.");
        var unfinished = target + "." + RandomNumberGenerator.GetHexString(8, lowercase: true) + ".tmp";
        Directory.CreateDirectory(unfinished);
        try
        {
            var files = ExtractInto(unfinished, new PackReader(pack, limits ?? PackLimits.Default), cancellationToken);
            Directory.Move(unfinished, target);
            return files;
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <summary>Writes some of a pack's files, each of which takes its name when it is whole.</summary>
    /// <remarks>They are not flushed one by one, which for many small files would be most of the time: what a failing power takes can be written again from the pack.</remarks>
    /// <param name="pack">The pack.</param>
    /// <param name="files">Paths in the pack, and where the files go.</param>
    /// <param name="limits">What the pack may ask of this machine; null for <see cref="PackLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the work between two files; those that were written stay.</param>
    /// <exception cref="InvalidDataException">It is no pack, one that asks too much, or one without some of the files.</exception>
    public static void Restore(Stream pack, IReadOnlyDictionary<string, string> files, PackLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var reader = new PackReader(pack, limits ?? PackLimits.Default);
        var left = files.Count;
        var made = "";
        while (left > 0 && reader.Next() is { } file)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!files.TryGetValue(file.Path, out var target))
            {
                reader.Skip(file);
                continue;
            }

            var folder = Path.GetDirectoryName(target)!;
            if (folder != made) Directory.CreateDirectory(made = folder);
            RestoreOne(reader, file, target, cancellationToken);
            left--;
        }

        if (left > 0) throw new InvalidDataException($"The pack lacks {left} of the files that were asked for.");
    }

    private static void RestoreOne(PackReader reader, PackedFile file, string target, CancellationToken cancellationToken)
    {
        var unfinished = target + "." + RandomNumberGenerator.GetHexString(8, lowercase: true) + ".tmp";
        try
        {
            using (var output = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)) reader.Copy(file, output, cancellationToken);
            File.Move(unfinished, target, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static List<PackedFile> ExtractInto(string folder, PackReader reader, CancellationToken cancellationToken)
    {
        var files = new List<PackedFile>();
        var made = "";
        while (reader.Next() is { } file)
        {
            var path = Path.Combine(folder, file.Path);
            if (Path.GetDirectoryName(path) is { } parent && parent != made) Directory.CreateDirectory(made = parent);
            using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            reader.Copy(file, output, cancellationToken);
            files.Add(file);
        }

        return files;
    }

    private static string[] Sorted(IEnumerable<string> paths)
    {
        var sorted = paths.Select(PackPath.Check).ToArray();
        Array.Sort(sorted, PackPath.Compare);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1]) throw new InvalidDataException($"'{Plain.Line(sorted[i])}' comes twice.");
        }

        return sorted;
    }

    private static string Describe(string root, ref FileSystemEntry entry) => IsLink(ref entry)
        ? throw new InvalidDataException($"{entry.ToFullPath()} is a link; a pack holds plain files. Leave it out, or put what it stands for in its place.")
        : Path.GetRelativePath(root, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
