using System.Text.Json.Serialization;

namespace MLOpsBuild.GitHub.Api;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(Comment[]))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CheckRunPage))]
[JsonSerializable(typeof(NewCheckRun))]
[JsonSerializable(typeof(CheckRunChange))]
[JsonSerializable(typeof(CommitStatus))]
[JsonSerializable(typeof(CommitStatus[]))]
[JsonSerializable(typeof(NewCommitStatus))]
[JsonSerializable(typeof(Pull))]
[JsonSerializable(typeof(Pull[]))]
[JsonSerializable(typeof(NewPull))]
[JsonSerializable(typeof(PullChange))]
[JsonSerializable(typeof(Review[]))]
[JsonSerializable(typeof(ReviewerRequest))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(NewBranch))]
[JsonSerializable(typeof(BranchMove))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(Deployment[]))]
[JsonSerializable(typeof(NewDeployment))]
[JsonSerializable(typeof(DeploymentStatus))]
[JsonSerializable(typeof(DeploymentStatus[]))]
[JsonSerializable(typeof(NewDeploymentStatus))]
[JsonSerializable(typeof(RepositoryDispatch))]
[JsonSerializable(typeof(WorkflowDispatch))]
[JsonSerializable(typeof(WorkflowRunPage))]
[JsonSerializable(typeof(ArtifactPage))]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(NewRelease))]
[JsonSerializable(typeof(ReleaseAsset))]
[JsonSerializable(typeof(ReleaseAsset[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
