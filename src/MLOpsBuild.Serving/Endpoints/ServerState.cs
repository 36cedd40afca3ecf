using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Measurement;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>What all endpoints of one server share. A request reads <see cref="Current"/> once and keeps to it.</summary>
internal sealed class ServerState(ServerOptions options, EventIntake intake, ModelInService first) : IDisposable
{
    private volatile ModelInService _current = first;
    private volatile bool _stopping;

    public ServerOptions Options => options;

    public EventIntake Intake => intake;

    public ServerMetrics Metrics { get; } = new();

    public ModelInService Current
    {
        get => _current;
        set => _current = value;
    }

    public bool Ready => !_stopping && intake.Works;

    public void StopTakingTraffic() => _stopping = true;

    public void Dispose() => intake.Dispose();
}
