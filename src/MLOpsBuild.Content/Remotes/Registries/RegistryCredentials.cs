namespace MLOpsBuild.Content;

/// <summary>A user's name and password or token for one registry. Its text never shows the secret.</summary>
public sealed class RegistryCredentials
{
    /// <summary>With both parts.</summary>
    public RegistryCredentials(string user, string password)
    {
        User = user;
        Password = password;
    }

    /// <summary>The user's name.</summary>
    public string User { get; }

    /// <summary>The password or access token.</summary>
    internal string Password { get; }

    /// <summary>The name only.</summary>
    public override string ToString() => User;
}
