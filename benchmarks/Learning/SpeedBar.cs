/// <summary>Training, memory, accuracy and prediction beside XGBoost.</summary>
internal static class SpeedBar
{
    public const int TrainRows = 1_000_000;

    public static void Run(string csv, int rounds)
    {
    }

    public static void Growth(string csv)
    {
    }
}
