using System.Text.Json.Serialization;

namespace MLOpsBuild.GitHub.Api;

/// <summary>How a check ended. Neutral and skipped ones would count as passed for a protected branch, so they are not offered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckConclusion>))]
public enum CheckConclusion
{
    /// <summary>Passed.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>Failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>Somebody has to decide; does not count as passed.</summary>
    [JsonStringEnumMemberName("action_required")]
    ActionRequired,
}

/// <summary>Where a check is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckProgress>))]
public enum CheckProgress
{
    /// <summary>More is coming.</summary>
    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    /// <summary>It has ended.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,
}

/// <summary>How much an annotation weighs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnnotationLevel>))]
public enum AnnotationLevel
{
    /// <summary>Worth knowing.</summary>
    [JsonStringEnumMemberName("notice")]
    Notice,

    /// <summary>Worth a look.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Breaks the check.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,
}

/// <summary>A note on lines of a file.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="StartLine">The first line, from 1.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="AnnotationLevel">How much it weighs.</param>
/// <param name="Message">Plain text, at most 64 KB.</param>
/// <param name="Title">Plain text, at most 255 characters.</param>
/// <param name="StartColumn">The first column, from 1; only when it is all on one line.</param>
/// <param name="EndColumn">The last column.</param>
public sealed record CheckAnnotation(
    string Path, int StartLine, int EndLine, AnnotationLevel AnnotationLevel, string Message, string Title, int? StartColumn = null, int? EndColumn = null);

/// <summary>What a check shows.</summary>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown, at most 65 535 characters.</param>
/// <param name="Annotations">At most 50 in a call; those of later calls are added to those that are there.</param>
public sealed record CheckOutput(string Title, string Summary, IReadOnlyList<CheckAnnotation> Annotations);

/// <summary>A check run to make.</summary>
/// <param name="Name">Its name, by which protected branches require it.</param>
/// <param name="HeadSha">The commit.</param>
/// <param name="ExternalId">Our own name for it, by which it is found again.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Conclusion">How it ended; null while it has not.</param>
/// <param name="Output">What it shows.</param>
public sealed record NewCheckRun(string Name, string HeadSha, string ExternalId, CheckProgress Status, CheckConclusion? Conclusion, CheckOutput Output);

/// <summary>A change of a check run.</summary>
/// <param name="Status">Where it is.</param>
/// <param name="Conclusion">How it ended; null while it has not.</param>
/// <param name="Output">What it shows.</param>
public sealed record CheckRunChange(CheckProgress Status, CheckConclusion? Conclusion, CheckOutput Output);

/// <summary>A check run.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="HeadSha">The commit.</param>
/// <param name="ExternalId">Its maker's own name for it.</param>
/// <param name="Status">Where it is; GitHub may know more words than we send.</param>
/// <param name="Conclusion">How it ended; null while it has not.</param>
/// <param name="Output">What it shows.</param>
/// <param name="App">The App that made it, the only one that may change it.</param>
public sealed record CheckRun(long Id, string Name, string HeadSha, string? ExternalId, string Status, string? Conclusion, CheckRunOutput Output, CheckApp? App);

/// <summary>What a check run shows.</summary>
/// <param name="AnnotationsCount">How many annotations it has.</param>
public sealed record CheckRunOutput(int AnnotationsCount);

/// <summary>The App behind a check run.</summary>
/// <param name="Slug">Its name in addresses; null when GitHub does not say.</param>
public sealed record CheckApp(string? Slug = null);

/// <summary>A page of check runs.</summary>
/// <param name="CheckRuns">The runs.</param>
internal sealed record CheckRunPage(IReadOnlyList<CheckRun> CheckRuns);
