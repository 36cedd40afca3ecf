using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Shows how far a transfer is: beside the spinner on a terminal, else in a few lines.</summary>
internal sealed class TransferLines(Terminal terminal) : IProgress<TransferProgress>
{
    private const int Parts = 5;

    // Of less than this, the end comes before a line would be read.
    private const long WorthALine = 16L << 20;
    private long _said;

    public void Report(TransferProgress value)
    {
        var of = value.BytesTotal is { } total ? $"{Texts.Size(value.BytesDone)} of {Texts.Size(total)}" : Texts.Size(value.BytesDone);
        var text = $"{of}, {Texts.Count(value.BlobsDone)} of {Texts.Plural(value.BlobsTotal, "blob")}";
        if (terminal.TryShowProgress(text) || value.BytesTotal is not { } all || all < WorthALine) return;
        if (value.BytesDone == 0) _said = 0;
        var part = value.BytesDone * Parts / all;
        if (part > _said && part < Parts) terminal.Note($"  {text}");
        _said = part;
    }
}
