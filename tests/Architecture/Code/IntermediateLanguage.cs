using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MLOpsBuild.Architecture.Tests.Code;

/// <summary>Walks the instructions of a method's code.</summary>
internal static class IntermediateLanguage
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value, c => c.OperandType);

    /// <summary>The types and members that the instructions name, in order.</summary>
    internal static IReadOnlyList<EntityHandle> Tokens(ImmutableArray<byte> code)
    {
        var tokens = new List<EntityHandle>();
        var bytes = code.AsSpan();
        while (bytes.Length > 0)
        {
            var wide = bytes[0] == 0xFE;
            var operand = Operands[wide ? (short)(0xFE00 | bytes[1]) : bytes[0]];
            bytes = bytes[(wide ? 2 : 1)..];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                tokens.Add(MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(bytes)));
            bytes = bytes[Length(operand, bytes)..];
        }

        return tokens;
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(rest),
        _ => 4,
    };
}
