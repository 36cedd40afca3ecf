using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Reading;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.Csv;

/// <summary>A reading of CSV: the first record names the columns.</summary>
internal sealed class CsvReading : TableReading
{
    public CsvReading(Stream stream, CsvOptions options, long maxBytes, long maxPadding)
        : base(stream, options, maxBytes, maxPadding)
    {
        if (options.Delimiter is '"' or '\r' or '\n' or > (char)127) throw new ArgumentException($"'{options.Delimiter}' cannot separate fields.", nameof(options));
    }

    protected override long FirstRow => 2;

    protected override void Prepare(BlockCutter cutter) => cutter.Delimiter = (byte)(Options.Delimiter ?? DelimiterSniffer.Find(cutter.Peek(DelimiterSniffer.BytesNeeded)));

    protected override CsvLayout? ReadHeader(BlockCutter cutter) => new CsvHeader(Options, Header).Read(cutter);

    protected override CsvLayout Infer(CsvLayout layout, BlockCutter cutter, int threads, CancellationToken cancellationToken)
    {
        var all = layout.Names.Select(_ => new CsvTypeGuess()).ToArray();
        LookAt<CsvTypeGuess[]>(cutter, () => new CsvTypeReader(layout).Read, guesses =>
        {
            for (var i = 0; i < all.Length; i++) all[i].Merge(guesses[i]);
        }, threads, cancellationToken);
        return layout.With([.. layout.Types.Select((type, i) => type ?? all[i].Type)]);
    }

    protected override TableBlockReader NewReader(CsvLayout layout) => new CsvBatchReader(layout, Header);
}
