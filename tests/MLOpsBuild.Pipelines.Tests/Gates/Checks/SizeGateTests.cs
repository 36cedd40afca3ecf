using MLOpsBuild.Pipelines.Gates.Checks;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Tests.Gates.Checks;

public sealed class SizeGateTests
{
    // The package is ten times the model.
    [Theory]
    [InlineData(1234L, null, Verdict.Pass, "The model has 1,234 bytes, 1,234 are allowed.")]
    [InlineData(1233L, null, Verdict.Fail, "The model has 1,234 bytes, 1,233 are allowed.")]
    [InlineData(null, 12340L, Verdict.Pass, "The package has 12,340 bytes, 12,340 are allowed.")]
    [InlineData(9999L, 12339L, Verdict.Fail, "The package has 12,340 bytes, 12,339 are allowed.")]
    public void Bytes_over_the_limit_fail(long? model, long? package, Verdict expected, string summary)
    {
        var result = new HandMade { Bytes = 1234 }.Judge(new SizeGate(), new SizeSettings { MaxModelBytes = model, MaxPackageBytes = package });
        Assert.Equal((expected, summary), (result.Verdict, result.Summary));
    }
}
