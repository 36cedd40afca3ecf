using System.CommandLine;
using System.Globalization;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Sharing;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops cache …</c>.</summary>
internal static class CacheCommand
{
    private const string NoKeys = "no key is trusted; './mlops cache keygen FILE' says how to begin";

    public static Command Create(CommandHost host) => new Verb("cache", "Results of steps: those of this checkout, and those that are shared, signed, at the data remote") { Status(host), Keys(host), KeyGen(host), Push(host) };

    private static Verb Status(CommandHost host)
    {
        var verb = new Verb("status", "Say how many results are kept here, whether anybody is asked for others, and whether this place may share its own", "mlops cache status", "mlops cache status --json");
        host.Handle(verb, (call, _) =>
        {
            var session = call.Session;
            var (here, keys, remote) = (StepCache.Of(session.Workspace).Count(), TrustedKeys.Of(session), session.Project.DataRemote);
            var whyUnread = SharedCache.WhyOff(session) ?? (keys.Count == 0 ? NoKeys : null);
            var whyReadOnly = SharedCache.WhyReadOnly(session);
            return Task.FromResult(new Reply(
                new { here, remote, reads = whyUnread is null, whyUnread, writes = whyReadOnly is null, whyReadOnly, trusted = keys.Select(k => k.Name) },
                new Lines(
                [
                    $"{Texts.Plural(here, "result")} here, of any branch and commit",
                    whyUnread is null ? $"what is not here is looked for at {remote}; trusted are {string.Join(", ", keys.Select(k => k.Name))}" : $"{remote} is not asked: {whyUnread}",
                    whyReadOnly is null ? $"what runs here compute may be shared at {remote}" : $"nothing is shared from here: {whyReadOnly}",
                ]))
            {
                Essence = [string.Create(CultureInfo.InvariantCulture, $"{here}")],
            });
        });
        return verb;
    }

    private static Verb Keys(CommandHost host)
    {
        var verb = new Verb("keys", "List the keys that shared results may be signed with", "mlops cache keys", "mlops cache keys --json");
        host.Handle(verb, (call, _) =>
        {
            var keys = TrustedKeys.Of(call.Session);
            return Task.FromResult(new Reply(
                keys.Select(k => new { k.Name, k.Public.Id, Key = k.Public.ToString(), k.From }),
                Grid.Of(keys, ("name", k => k.Name), ("id", k => k.Public.Id[..12]), ("from", k => k.From)),
                new Lines(keys.Count == 0 ? [$"Nobody is asked for results: {NoKeys}."] : []))
            {
                Essence = [.. keys.Select(k => k.Name)],
            });
        });
        return verb;
    }

    private static Verb KeyGen(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "Where the private key is written; a new file, outside of the repository", HelpName = "FILE" };
        var verb = new Verb("keygen", "Make a key to sign shared results with, and say where its halves belong", "mlops cache keygen ~/cache-key.pem") { file };
        host.Handle(verb, (call, _) =>
        {
            var key = SigningKey.New();
            Write(call.PathOf(call.Get(file)!), key);
            return Task.FromResult(new Reply(
                new { key.Public.Id, Key = key.Public.ToString() },
                new Lines(
                [
                    $"\"cacheKeys\": {{ \"ci\": \"{key.Public}\" }}",
                    $"Commit that line to {ProjectFile.FileName} on the default branch. Give the file's content to the jobs of protected branches as the secret {SharedCache.KeyVariable}, then delete the file.",
                ]))
            {
                Essence = [key.Public.ToString()],
            });
        });
        return verb;
    }

    private static Verb Push(CommandHost host)
    {
        var run = new Argument<string>("RUN") { Description = "The run, or the beginning of its name; the newest when left out", HelpName = "RUN", DefaultValueFactory = _ => "latest" };
        run.CompletionSources.Add(_ => Place.FindRoot(host.Settings.Folder) is { } root ? Place.Runs(root) : []);
        var ifAllowed = new Option<bool>("--if-allowed") { Description = "Share nothing and end well where sharing is not allowed; without it that is an error" };
        var verb = new Verb(
            "push",
            $"Sign what a run computed and share it at the data remote; only in continuous integration on a protected branch, with {SharedCache.KeyVariable}",
            "mlops cache push",
            "mlops cache push 20260131-1425",
            "mlops cache push --if-allowed") { run, ifAllowed };
        host.Handle(verb, async (call, stop) =>
        {
            var session = call.Session;
            if (call.Get(ifAllowed) && SharedCache.WhyReadOnly(session) is { } reason) return new Reply(new { pushed = Array.Empty<string>(), whyReadOnly = reason }, new Lines([$"Nothing is shared from here: {reason}."]));
            var record = RunLog.Of(session.Workspace).Find(call.Get(run)!);
            var pushed = await call.WhileAsync("Sharing results", () => SharedCache.PushAsync(session, record, stop)).ConfigureAwait(false);
            return new Reply(new { run = record.Id, remote = session.Project.DataRemote, pushed }, new Lines([$"{Texts.Plural(pushed.Count, "result")} of run {record.Id} shared at {session.Project.DataRemote}."])) { Essence = pushed };
        });
        return verb;
    }

    /// <summary>For its owner alone from the first byte on, and never over another file.</summary>
    private static void Write(string path, SigningKey key)
    {
        if (File.Exists(path)) throw new ConfigurationException($"{path} is there already; name a new file.");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new StreamWriter(path, options);
        stream.Write(key.ToPem() + "\n");
    }
}
