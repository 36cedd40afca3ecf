using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data …</c>: pinned data in the store, the lock and the remote.</summary>
internal static class DataCommand
{
    public static Command Create(CommandHost host) => new Verb("data", "Pinned data: what is locked, what is here, what arrives")
    {
        Status(host),
        Pull(host),
        Add(host),
        Push(host),
        Verify(host),
        DataDifference.Create(host),
        DataImport.Create(host),
        DataInference.Create(host),
        DataJudgement.Create(host),
        DataProfiling.Create(host),
        DataDrift.Create(host),
    };

    private static Verb Status(CommandHost host)
    {
        var verb = new Verb("status", "Show datasets, their partitions, and what the remote has that is not locked", "mlops data status", "mlops data status --json | jq '.result.datasets[].arrives'");
        host.Handle(verb, async (call, stop) => DataStatusText.Format(await DataStatus.ReadAsync(call.Session, stop).ConfigureAwait(false)));
        return verb;
    }

    private static Verb Pull(CommandHost host)
    {
        var verb = new Verb("pull", "Fetch every locked partition that is not in the store; damaged ones are replaced", "mlops data pull");
        host.Handle(verb, async (call, stop) => Reply.Of(await call.WhileAsync("Fetching data", () => call.Operations.Pull(call.Session, stop)).ConfigureAwait(false)));
        return verb;
    }

    private static Verb Add(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var files = new Argument<string[]>("FILE") { Description = "Files, each a partition: CSV or what the lock says, plain or packed with gzip", Arity = ArgumentArity.OneOrMore };
        var partition = new Option<string?>("--partition") { Description = "The partition's name; the file's name without its ending when left out", HelpName = "NAME" };
        var replace = new Option<bool>("--replace") { Description = "Put the files in the place of the partitions of the same names" };
        var force = new Option<bool>("--force") { Description = "Add files that break the contract too; data.lock.json keeps the rules they break" };
        var verb = new Verb(
            "add",
            "Make files partitions of a dataset: checked against the contract, kept in the store and the remote, and locked",
            "mlops data add orders incoming/2024-05.csv",
            "mlops data add orders may.csv --partition 2024-05",
            "mlops data add orders corrected/2024-04.csv --replace") { dataset, files, partition, replace, force };
        host.Handle(verb, (call, stop) => call.WhileAsync(
            "Adding data",
            () => new DataAddition(call, new AdditionRequest(call.Get(dataset)!, call.Get(partition), call.Get(replace), call.Get(force))).AddAsync(call.Get(files)!, stop)));
        return verb;
    }

    private static Verb Push(CommandHost host)
    {
        var verb = new Verb("push", "Put locked partitions into the data remote where it does not have them", "mlops data push");
        host.Handle(verb, (call, stop) => call.WhileAsync("Pushing data", () => DataPush.PushAsync(call.Session, stop)));
        return verb;
    }

    private static Verb Verify(CommandHost host)
    {
        var verb = new Verb("verify", "Read every blob of the store again and name the damaged ones", "mlops data verify");
        host.Handle(verb, (call, stop) => call.WhileAsync("Verifying the store", () => Task.Run(() => DataVerification.Verify(call.Session), stop)));
        return verb;
    }
}
