using System.Globalization;
using System.Net;
using System.Text;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The plan as one page with a drawing: no script, nothing from elsewhere.</summary>
internal static class PlanPage
{
    private const int BoxHeight = 34;
    private const int RowHeight = 62;
    private const int ColumnGap = 70;

    public static string Write(BuildPlan plan)
    {
        var title = WebUtility.HtmlEncode("Plan for " + string.Join(", ", plan.Invoked.Select(t => t.Name)));
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{{title}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: CanvasText; background: Canvas; }
            svg { max-width: 100%; height: auto; }
            rect { fill: Canvas; stroke: #4a78b5; stroke-width: 1.5; }
            .invoked rect { stroke-width: 3.5; }
            .collective rect { stroke-dasharray: 2 3; }
            text { fill: CanvasText; font: 14px system-ui, sans-serif; }
            path { fill: none; stroke: #7a7a7a; stroke-width: 1.5; }
            path.order { stroke-dasharray: 5 4; }
            path.trigger { stroke: #c4761b; stroke-width: 3; }
            td, th { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top; }
            </style>
            </head>
            <body>
            <h1>{{title}}</h1>
            {{Drawing(plan)}}
            <p>Solid: needs. Dashed: comes after. Thick: triggers. A thick border marks an invoked target.</p>
            <table>
            <tr><th>#</th><th>Target</th><th>Why</th><th>Description</th></tr>
            {{string.Concat(plan.Targets.Index().Select(t => Row(plan, t.Index + 1, t.Item)))}}</table>
            </body>
            </html>

            """;
    }

    private static string Row(BuildPlan plan, int number, ExecutableTarget target) => string.Create(CultureInfo.InvariantCulture,
        $"<tr><td>{number}</td><td>{WebUtility.HtmlEncode(target.Name)}</td><td>{WebUtility.HtmlEncode(plan.WhyPlanned(target))}</td><td>{WebUtility.HtmlEncode(target.Description ?? "")}</td></tr>\n");

    private static string Drawing(BuildPlan plan)
    {
        var boxes = Layout(plan);
        var svg = new StringBuilder();
        var width = boxes.Values.Select(b => b.X + b.Width).DefaultIfEmpty().Max() + 4;
        var height = boxes.Values.Select(b => b.Y + BoxHeight).DefaultIfEmpty().Max() + 4;
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" aria-label=\"Targets and what they wait for\">\n");
        svg.Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8\"/></marker></defs>\n");
        foreach (var (target, box) in boxes)
        {
            Lines(target.ExecutionDependencies, "needs");
            Lines(target.OrderDependencies, "order");
            Lines(target.TriggerDependencies, "trigger");

            void Lines(IEnumerable<ExecutableTarget> earlier, string kind)
            {
                foreach (var from in earlier.Where(boxes.ContainsKey).Select(e => boxes[e])) svg.Append(Line(from, box, kind));
            }
        }

        foreach (var (target, box) in boxes)
        {
            var kind = (plan.Invoked.Contains(target) ? "invoked " : "") + (target.IsCollective ? "collective" : "");
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{kind.Trim()}\"><rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{BoxHeight}\" rx=\"5\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{box.X + 12}\" y=\"{box.Y + 22}\">{WebUtility.HtmlEncode(target.Name)}</text></g>\n");
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Line(Box from, Box to, string kind)
    {
        var (x1, y1, x2, y2) = (from.X + from.Width, from.Y + BoxHeight / 2, to.X - 2, to.Y + BoxHeight / 2);
        var bend = Math.Max((x2 - x1) / 2, 20);
        return string.Create(CultureInfo.InvariantCulture, $"<path class=\"{kind}\" d=\"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}\" marker-end=\"url(#tip)\"/>\n");
    }

    /// <summary>Each target one column to the right of the last one that it waits for.</summary>
    private static Dictionary<ExecutableTarget, Box> Layout(BuildPlan plan)
    {
        var levels = new Dictionary<ExecutableTarget, int>();
        foreach (var target in plan.Targets) levels[target] = plan.Waits[target].Select(w => levels[w] + 1).DefaultIfEmpty().Max();
        var boxes = new Dictionary<ExecutableTarget, Box>();
        var x = 4;
        foreach (var column in plan.Targets.GroupBy(t => levels[t]).OrderBy(g => g.Key))
        {
            var width = column.Max(t => t.Name.Length) * 9 + 24;
            foreach (var (row, target) in column.Index()) boxes[target] = new Box(x, 4 + row * RowHeight, width);
            x += width + ColumnGap;
        }

        return boxes;
    }

    private sealed record Box(int X, int Y, int Width);
}
