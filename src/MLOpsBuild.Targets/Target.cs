namespace MLOpsBuild.Targets;

/// <summary>A target of a build: a property of this type whose lambda describes the target.</summary>
/// <remarks>
/// Targets are told apart by delegate equality. Every read of the property gives a new delegate that equals the last one,
/// as long as the lambda captures no local variable.
/// </remarks>
/// <param name="definition">The definition to describe the target on.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>The target of a context that prepares what other targets use; it triggers the context's <see cref="Cleanup"/>.</summary>
/// <inheritdoc cref="Target"/>
public delegate ITargetDefinition Setup(ITargetDefinition definition);

/// <summary>The target of a context that clears up, after a failure too.</summary>
/// <inheritdoc cref="Target"/>
public delegate ITargetDefinition Cleanup(ITargetDefinition definition);
