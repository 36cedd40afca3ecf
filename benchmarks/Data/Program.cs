// The speed bars of data: ours and the named peer in turn, whole processes, one command a bar; README.md says how to make the inputs and holds the report.
// dotnet run -c Release --project benchmarks/Data -- profile CSV [rounds] | memory CSV | add CSV [rounds] | status [files] [rounds] | partitions CLONE [rounds] | checkout CLONE [files] [rounds]
using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Indexing;
using MLOpsBuild.Data.Validation;

switch (args)
{
    case ["profile-once", var csv, var contract, var threads]:
        using (var file = File.OpenRead(csv))
        {
            var options = new ValidationOptions { Threads = int.Parse(threads, CultureInfo.InvariantCulture) };
            var report = Validator.Read(DatasetSchema.Load(contract), file, Path.GetFileName(csv), [], options);
            Console.WriteLine(report.Result.Summary);
            Console.WriteLine(report.Profile.ToJson().Length);
        }

        break;
    case ["add-once", var store, var file]:
        ChunkedFile.Put(new ContentStore(store), file);
        break;
    case ["status-once", var root, var place]:
        var index = FileIndex.Load(place);
        var found = index.Refresh(root, place);
        if (!ReferenceEquals(found.Index, index)) found.Index.Save(place);
        return found.FilesRead == 0 ? 0 : 1;
    case ["profile", var csv, ..]:
        ProfileBar.Run(csv, Number(2, 7));
        break;
    case ["memory", var csv, ..]:
        ProfileBar.Memory(csv);
        break;
    case ["add", var csv, ..]:
        StoreBars.Add(csv, Number(2, 7));
        break;
    case ["status", ..]:
        StoreBars.Status(Number(1, 100_000), Number(2, 7));
        break;
    case ["partitions", var clone, ..]:
        PartitionsBar.Run(clone, Number(2, 5));
        break;
    case ["checkout", var clone, ..]:
        CheckoutBar.Run(clone, Number(2, 100_000), Number(3, 7));
        break;
    default:
        Console.Error.WriteLine("profile CSV [rounds] | memory CSV | add CSV [rounds] | status [files] [rounds] | partitions CLONE [rounds] | checkout CLONE [files] [rounds]");
        return 64;
}

return 0;

int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
