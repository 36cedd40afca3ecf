namespace MLOpsBuild.Serving.Requests;

/// <summary>Why a request is not carried out.</summary>
/// <param name="Status">The HTTP status, 400 or above.</param>
/// <param name="Error">What was found, what is allowed, and where.</param>
internal sealed record Refusal(int Status, string Error)
{
    public static Refusal Bad(string error) => new(400, error);
}
