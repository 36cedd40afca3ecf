using System.Reflection;

namespace MLOpsBuild.Pipelines.Code;

/// <summary>Names of members that do not depend on metadata tokens, load order or folders. Kept once made: reading signatures is what costs.</summary>
internal sealed class MethodNames
{
    private readonly Dictionary<Type, string> _types = [];
    private readonly Dictionary<MethodBase, string> _methods = [];

    public string Of(Type type) => _types.TryGetValue(type, out var name) ? name : _types[type] = Make(type);

    public string Of(MethodBase method) => _methods.TryGetValue(method, out var name) ? name : _methods[method] = Make(method);

    public string Of(FieldInfo field) => $"{(field.DeclaringType is { } type ? Of(type) : "")}.{field.Name}:{Of(field.FieldType)}";

    private string Make(Type type)
    {
        if (type.IsGenericParameter) return "!" + type.Name;
        if (type.HasElementType)
        {
            var suffix = type.IsByRef ? "&" : type.IsPointer ? "*" : $"[{new string(',', type.GetArrayRank() - 1)}]";
            return Of(type.GetElementType()!) + suffix;
        }

        if (type.IsFunctionPointer || type.IsUnmanagedFunctionPointer) return "fnptr";
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = definition.FullName ?? definition.Name;

        // The compiler puts helpers of one name into every assembly.
        if (definition.Namespace is null) name = $"{definition.Assembly.GetName().Name}:{name}";
        return type.IsConstructedGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(Of))}>" : name;
    }

    private string Make(MethodBase method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(Of))}>" : "";
        var parameters = string.Join(",", method.GetParameters().Select(p => Of(p.ParameterType)));

        // Conversion operators differ in what they return, and in nothing else.
        var returns = method is MethodInfo { IsSpecialName: true, Name: "op_Implicit" or "op_Explicit" } conversion ? ":" + Of(conversion.ReturnType) : "";
        return $"{(method.DeclaringType is { } type ? Of(type) : "")}.{method.Name}{generic}({parameters}){returns}";
    }
}
