namespace MLOpsBuild.Content.Chunking;

/// <summary>A file of a store as a remote shall keep it.</summary>
/// <param name="Digest">The digest of all its bytes.</param>
/// <param name="Tag">The tag under which it is found again.</param>
/// <param name="Annotations">What people see of it besides.</param>
public sealed record SharedFile(Digest Digest, string Tag, IReadOnlyDictionary<string, string> Annotations);
