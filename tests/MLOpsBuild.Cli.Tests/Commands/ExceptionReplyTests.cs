using MLOpsBuild.Cli.Commands;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class ExceptionReplyTests
{
    public static TheoryData<Exception, int> Problems => new()
    {
        { new ConfigurationException("x"), 2 },
        { new IOException("x"), 3 },
        { new HttpRequestException("x"), 3 },
        { new ContentMissingException(default, "store"), 3 },
        { new StepFailedException("train", [], new ContentMissingException(default, "store")), 3 },
        { new StepFailedException("train", [], new InvalidDataException("x")), 1 },
        { new StepFailedException("train", [], new CommandFailedException("x")), 1 },
        { new StepFailedException("train", [], new InvalidOperationException("x")), 70 },
        { new OperationCanceledException(), 130 },
        { new InvalidOperationException("x"), 70 },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Exceptions_become_exit_codes(Exception problem, int exitCode)
    {
        Assert.Equal(exitCode, ExceptionReply.Of(problem).ExitCode);
    }

    [Fact]
    public void A_defect_shows_where_it_happened()
    {
        Assert.Contains("InvalidOperationException", ExceptionReply.Of(new InvalidOperationException("x")).Error, StringComparison.Ordinal);
    }
}
