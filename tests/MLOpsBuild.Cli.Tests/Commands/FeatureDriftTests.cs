using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class FeatureDriftTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public async Task Features_label_and_predictions_are_judged_and_nothing_that_the_calendar_fixes()
    {
        var gates = _repository.PathOf("pipelines/orders-late/gates.json");
        File.WriteAllText(gates, File.ReadAllText(gates).Replace("\"load\":", "\"drift\": { \"margin\": 0.1, \"calendar\": [\"size\"] },\n  \"load\":", StringComparison.Ordinal));
        using var session = Session.Open(_repository.Root, [new OrdersPipeline()], new SessionOptions());
        await session.Run.UntilAsync(session.Run.Release.All, TestContext.Current.CancellationToken);
        var release = session.Run.Release;
        var champion = new Champion("the model", null, session.Run.Reader().Read(release.Model)) { Content = session.Run.DigestOf(release.Model) };
        var (result, lines) = FeatureDrift.Between(session, session.Run, (release.TrainingRows, release.EvaluationRows), champion);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(["late target", "prediction prediction", "shop "], lines.Select(l => $"{l.Column} {l.Role}").Order(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.True(l.High < l.Critical));

        var counted = Counted();
        var again = FeatureDrift.Between(session, session.Run, (release.TrainingRows, release.EvaluationRows), champion);
        Assert.Equal(lines, again.Lines);
        Assert.Equal(counted, Counted());
    }

    public void Dispose() => _repository.Dispose();

    private (string, DateTime)[] Counted() =>
        [.. Directory.EnumerateFiles(_repository.PathOf(".mlops/summaries"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.GetLastWriteTimeUtc(f)))];
}
