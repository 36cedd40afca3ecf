using MLOpsBuild.Pipelines.Code;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Code;

public sealed class SourceFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SourceFilesTests()
    {
        Write("pipelines/Features.cs", "namespace Churn;\nclass Features { static double Visits() => 1; class Inner { void Deep() {} } }\nrecord Row;\n");
        Write("other/Features.cs", "namespace Elsewhere;\nclass Features { static double Visits() => 1; }\n");
        Write("src/Parts.First.cs", "namespace Churn;\npartial class Parts { void One() {} }\n");
        Write("src/Parts.Second.cs", "namespace Churn;\npartial class Parts { int Two { get; } }\n");
        Write(".mlops/scratch/Features.cs", "namespace Churn;\nclass Features { static double Visits() => 1; }\n");
        Write("artifacts/Copy.cs", "namespace Churn;\nrecord Row;\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Churn.Features.Visits(System.Int32)", "Features.cs")]
    [InlineData("Churn.Features+Inner.Deep()", "Features.cs")]
    [InlineData("Churn.Features+<>c.<Visits>b__0_0(Churn.Row)", "Features.cs")]
    [InlineData("Churn.Features+<Visits>d__1.MoveNext()", "Features.cs")]
    [InlineData("Churn.Row..ctor()", "Features.cs")]
    [InlineData("Churn.Parts.One()", "Parts.First.cs")]
    [InlineData("Churn.Parts.get_Two()", "Parts.Second.cs")]
    [InlineData("Churn.Parts..ctor()", "Parts.First.cs Parts.Second.cs")]
    [InlineData("Churn.Gone.Visits()", "")]
    [InlineData("package Some.Package", "")]
    public void A_method_is_found_in_the_file_that_declares_its_type(string entry, string files) =>
        Assert.Equal(files, string.Join(' ', new SourceFiles(_folder[""]).Of(entry)));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }
}
