namespace MLOpsBuild.Git;

/// <summary>Who commits.</summary>
/// <param name="Name">A name.</param>
/// <param name="Email">An address.</param>
public sealed record GitIdentity(string Name, string Email);

/// <summary>One commit of a history.</summary>
/// <param name="Hash">The full hash.</param>
/// <param name="Author">The author's name.</param>
/// <param name="Date">When it was committed.</param>
/// <param name="Subject">The first line of its message.</param>
public sealed record GitCommit(string Hash, string Author, DateTimeOffset Date, string Subject);
