namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class RemoteSettingsTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_certificate_authority_that_is_not_there_is_a_mistake_in_the_settings()
    {
        _repository.Write("mlops.json", """{ "version": 1, "dataRemote": "oci://127.0.0.1:9/data", "registry": "registry", "certificateAuthority": "keys/none.pem" }""");

        var result = _repository.Run("data", "push");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(_repository.PathOf("keys/none.pem"), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_needs_no_authority()
    {
        _repository.Write("mlops.json", """{ "version": 1, "dataRemote": "remote", "registry": "registry", "certificateAuthority": "keys/none.pem" }""");

        Assert.Equal(0, _repository.Run("data", "push").ExitCode);
    }

    public void Dispose() => _repository.Dispose();
}
