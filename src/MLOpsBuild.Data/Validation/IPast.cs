using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Data.Validation;

/// <summary>The profiles of the earlier partitions, in order, whose sum need not be made of all of them every time.</summary>
public interface IPast : IReadOnlyList<Profile>
{
    /// <summary>The merged profile of all of them; null when there is none.</summary>
    Profile? Merged();
}
