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
        Checkout(host),
        Log(host),
        Collect(host),
    };

    private static Verb Status(CommandHost host)
    {
        var verb = new Verb("status", "Show datasets, their partitions and checked-out files, and what the remote has that is not locked", "mlops data status", "mlops data status --json | jq '.result.datasets[].arrives'");
        host.Handle(verb, async (call, stop) => DataStatusText.Format(await DataStatus.ReadAsync(call.Session, stop).ConfigureAwait(false)));
        return verb;
    }

    private static Verb Pull(CommandHost host)
    {
        var verb = new Verb("pull", "Fetch every locked partition that is not in the store, of large ones only the chunks that are missing; damaged ones are replaced", "mlops data pull");
        host.Handle(verb, async (call, stop) => Reply.Of(await call.WhileAsync("Fetching data", () => call.Operations.Pull(call.Session, stop)).ConfigureAwait(false)));
        return verb;
    }

    private static Verb Add(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var files = new Argument<string[]>("FILE") { Description = "Files, each a partition: CSV or what the lock says, plain or packed with gzip; folders where the dataset holds folders", Arity = ArgumentArity.OneOrMore };
        var partition = new Option<string?>("--partition") { Description = "The partition's name; the file's name without its ending when left out", HelpName = "NAME" };
        var replace = new Option<bool>("--replace") { Description = "Put the files in the place of the partitions of the same names" };
        var force = new Option<bool>("--force") { Description = "Add files that break the contract too; data.lock.json keeps the rules they break" };
        var verb = new Verb(
            "add",
            "Make files partitions of a dataset: checked against the contract, kept in the store and the remote, and locked",
            "mlops data add orders incoming/2024-05.csv",
            "mlops data add orders may.csv --partition 2024-05",
            "mlops data add orders corrected/2024-04.csv --replace",
            "mlops data add photos incoming/2024-05/") { dataset, files, partition, replace, force };
        host.Handle(verb, (call, stop) => call.WhileAsync(
            "Adding data",
            () => new DataAddition(call, new AdditionRequest(call.Get(dataset)!, call.Get(partition), call.Get(replace), call.Get(force))).AddAsync([.. call.Get(files)!.Select(f => new IncomingFile(f))], stop)));
        return verb;
    }

    private static Verb Push(CommandHost host)
    {
        var verb = new Verb("push", "Put locked partitions and accepted models into the data remote where it does not have them", "mlops data push");
        host.Handle(verb, (call, stop) => call.WhileAsync("Pushing data", () => DataPush.PushAsync(call.Session, stop)));
        return verb;
    }

    private static Verb Verify(CommandHost host)
    {
        var verb = new Verb("verify", "Read every blob of the store and every partition again, and name what is damaged", "mlops data verify");
        host.Handle(verb, (call, stop) => call.WhileAsync("Verifying the store", () => Task.Run(() => DataVerification.Verify(call.Session), stop)));
        return verb;
    }

    private static Verb Checkout(CommandHost host)
    {
        var datasets = new Argument<string[]>("DATASET") { Description = "The datasets; all of data.lock.json when left out", Arity = ArgumentArity.ZeroOrMore };
        datasets.CompletionSources.Add(_ => Place.FindRoot(host.Settings.Folder) is { } root ? Place.Datasets(root) : []);
        var to = new Option<string?>("--to") { Description = $"The folder; {DataWriting.DefaultFolder}/ of the repository when left out, which Git then ignores", HelpName = "FOLDER" };
        var force = new Option<bool>("--force") { Description = "Overwrite and remove files that somebody changed" };
        var verb = new Verb(
            "checkout",
            "Write locked partitions as files: only those that differ, and never over a file that somebody changed",
            "mlops data checkout",
            "mlops data checkout orders --to /tmp/orders") { datasets, to, force };
        host.Handle(verb, (call, stop) => call.WhileAsync("Writing files", () => Task.Run(() => DataWriting.Write(call, call.Get(datasets)!, call.Get(to), call.Get(force), stop), stop)));
        return verb;
    }

    private static Verb Log(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset; all of them when left out", Place.Datasets);
        dataset.Arity = ArgumentArity.ZeroOrOne;
        var verb = new Verb("log", "Show who added, replaced or removed which partition, from the Git history of data.lock.json", "mlops data log", "mlops data log orders --json | jq '.result.changes[0]'") { dataset };
        host.Handle(verb, (call, _) => Task.FromResult(DataLog.Read(call.Session, call.Get(dataset))));
        return verb;
    }

    private static Verb Collect(CommandHost host)
    {
        var delete = new Option<bool>("--delete") { Description = "Delete; without it, only what would be deleted is shown" };
        var age = new Option<double?>("--older-than") { Description = "Spare what was written or used in the last so many hours; 24 when left out", HelpName = "HOURS" };
        age.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<double?>() is < 0 or > 1e6 or double.NaN) option.AddError("--older-than takes hours, 0 to 1000000.");
        });
        var verb = new Verb(
            "gc",
            "Delete from the store what no branch, tag, recent run or tag of the store needs; a dry run first",
            "mlops data gc",
            "mlops data gc --delete") { delete, age };
        host.Handle(verb, (call, stop) => call.WhileAsync(
            "Looking for what nothing needs",
            () => Task.Run(() => DataCollection.Collect(call.Session, call.Get(delete), call.Get(age) is { } hours ? TimeSpan.FromHours(hours) : null, stop), stop)));
        return verb;
    }
}
