namespace MLOpsBuild.Learning.Trees;

/// <summary>The rules of cuts into sets of categories.</summary>
internal readonly record struct CategoryRules(GrowthOptions Options, double GradientUnit, double HessianUnit, long LeastHessian);
