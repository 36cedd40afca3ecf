using System.CommandLine;
using System.Text.Json;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops serve</c>.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://localhost:8080";

    public static Command Create(CommandHost host)
    {
        var url = new Option<string>("--url") { Description = "Where to listen", HelpName = "URL", DefaultValueFactory = _ => DefaultUrl };
        url.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsUrl(token.Value)) result.AddError($"--url {token.Value}: expected http://host:port, for example {DefaultUrl}.");
        });
        var journal = new Option<string?>("--journal") { Description = "The file that keeps posted events, so that a restart knows the past", HelpName = "FILE" };
        var untilInputEnds = new Option<bool>("--until-input-ends") { Description = "Stop when standard input closes: for programs that start a server and may be killed", Hidden = true };
        var verb = new Verb("serve", "Serve predictions over HTTP until interrupted", "mlops serve", "mlops serve --model 3f2a91 --url http://127.0.0.1:9000 --journal events.journal") { url, journal, untilInputEnds, host.Shared.Model, host.Shared.Pipeline };
        host.Handle(verb, async (call, stop) =>
        {
            var request = new ServeRequest(call.Get(host.Shared.Model), call.Get(url)!, call.Get(journal) is { } file ? call.PathOf(file) : null);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (call.Get(untilInputEnds)) EndWithInput(call.Settings.Input, ends);
            var outcome = await call.Operations.Serve(call.Session, request, (address, package) => Say(call, address, package), ends.Token).ConfigureAwait(false);
            return Reply.Of(outcome);
        });
        return verb;
    }

    /// <summary>A person reads a sentence; a program reads one line of JSON while the server runs.</summary>
    private static void Say(CommandCall call, Uri address, Digest package)
    {
        call.Note($"Serving {package.Short} at {address}; stop with Ctrl+C.");
        if (call.IsJson) call.Settings.Terminal.WriteLine(JsonSerializer.Serialize(new { address = address.ToString(), model = package.ToString() }));
    }

    /// <summary>A thread of its own, because reading standard input cannot be cancelled.</summary>
    private static void EndWithInput(TextReader input, CancellationTokenSource ends) => new Thread(() =>
    {
        input.ReadToEnd();
        ends.Cancel();
    })
    { IsBackground = true }.Start();

    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
