namespace MLOpsBuild.Content;

/// <summary>A user's name and password, or an identity token, for one registry. Its text never shows the secret.</summary>
public sealed class RegistryCredentials
{
    /// <summary>With both parts.</summary>
    public RegistryCredentials(string user, string password)
    {
        User = user;
        Password = password;
    }

    private RegistryCredentials(string identityToken)
    {
        User = "<token>";
        Password = "";
        IdentityToken = identityToken;
    }

    /// <summary>The user's name; <c>&lt;token&gt;</c> for an identity token.</summary>
    public string User { get; }

    /// <summary>The password or access token.</summary>
    internal string Password { get; }

    /// <summary>The OAuth 2 refresh token that is exchanged for access tokens; null with a password.</summary>
    internal string? IdentityToken { get; }

    /// <summary>With a refresh token (RFC 6749, section 6), as <c>docker login</c> keeps it after a login in the browser. Good for registries that give out bearer tokens.</summary>
    public static RegistryCredentials OfIdentityToken(string token) => new(token);

    /// <summary>The name only.</summary>
    public override string ToString() => User;
}
