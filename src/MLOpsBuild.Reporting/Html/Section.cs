using MLOpsBuild.Documents.Html;
using static MLOpsBuild.Documents.Html.HtmlElement;

namespace MLOpsBuild.Reporting.Html;

/// <summary>One part of the report: a title, a sentence that says how to read it, and its content.</summary>
internal sealed record Section(string Id, string Title, string Lead, IReadOnlyList<HtmlNode?> Content)
{
    public HtmlElement ToElement() =>
        El("section", [El("h2", Title).With(("id", Id + "-title")), Lead.Length == 0 ? null : El("p", Lead).Class("lead"), .. Content])
            .With(("id", Id), ("aria-labelledby", Id + "-title"));
}
