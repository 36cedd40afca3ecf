using System.Reflection;
using System.Reflection.Emit;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>One instruction of a method body.</summary>
/// <param name="OpCode">What it does.</param>
/// <param name="Operand">The raw operand bytes; empty for none.</param>
/// <param name="Token">The metadata token of the operand; 0 when the operand is not a token.</param>
internal readonly record struct IlInstruction(OpCode OpCode, ReadOnlyMemory<byte> Operand, int Token);

/// <summary>Splits the IL of a method body into instructions (ECMA-335, partition III).</summary>
internal static class IlReader
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    public static IEnumerable<IlInstruction> Read(byte[] il)
    {
        var at = 0;
        while (at < il.Length)
        {
            short value = il[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[at++]));
            var code = OpCodesByValue[value];
            var size = OperandSize(code, il, at);
            var token = IsToken(code.OperandType) ? BitConverter.ToInt32(il, at) : 0;
            yield return new IlInstruction(code, il.AsMemory(at, size), token);
            at += size;
        }
    }

    private static bool IsToken(OperandType type) => type
        is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
        or OperandType.InlineType or OperandType.InlineString or OperandType.InlineSig;

    private static int OperandSize(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
