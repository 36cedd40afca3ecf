using MLOpsBuild.Learning.Trees.Objectives;
using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>Rows that are not learned from, with their loss after each iteration.</summary>
internal sealed class ValidationRows(BinnedRows data, Objective objective, Workers workers)
{
    /// <summary>The loss after each iteration.</summary>
    public List<double> Curve { get; } = [];

    /// <summary>The first iteration, counted from 0, with the lowest loss; 0 before there is one.</summary>
    public int Best { get; private set; }

    public void Begin(double[] initial) => objective.Begin(initial);

    /// <summary>Adds a tree; with that of the last output the iteration is complete.</summary>
    public void Add(TreeNode[] tree, int output)
    {
        TreeWalk.Add(tree, data, objective.Scores.AsMemory(output * data.Rows, data.Rows), workers);
        if (output < objective.Outputs - 1) return;
        Curve.Add(objective.Differentiate());
        if (Curve[^1] < Curve[Best]) Best = Curve.Count - 1;
    }
}
