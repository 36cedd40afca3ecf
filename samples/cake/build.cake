// A team that builds with Cake keeps its script: a task calls the same operations that the targets of build/ call.
// After ./build.sh Compile and dotnet tool restore: dotnet cake samples/cake/build.cake --target=Evaluate
#r "../../artifacts/bin/MLOpsBuild.Build/release/FlightDelay.dll"
#r "../../artifacts/bin/MLOpsBuild.Build/release/MLOpsBuild.Cli.dll"
#r "../../artifacts/bin/MLOpsBuild.Build/release/MLOpsBuild.Pipelines.dll"

using MLOpsBuild.Cli;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Pipelines.Definition;

var session = Session.Open(MakeAbsolute(Directory("../..")).FullPath, new IPipeline[] { new FlightDelay.FlightDelayPipeline() }, new SessionOptions());

Teardown(_ =>
{
    session.Finish();
    session.Dispose();
});

Task("DataPull").Does(() => Judge(Data.Pull(session)));

Task("Train").IsDependentOn("DataPull").Does(() => Judge(Model.Train(session)));

Task("Evaluate").IsDependentOn("Train").Does(() => Judge(Model.Evaluate(session)));

async Task Judge(Task<Outcome> operation)
{
    var outcome = await operation;
    foreach (var line in outcome.Lines) Information("{0}", line);
    if (!outcome.IsPass) throw new CakeException(outcome.ExitCode, outcome.Message);
}

RunTarget(Argument("target", "Evaluate"));
