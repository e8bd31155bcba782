namespace Dixa.Webhooks.Bench;

/// <summary>A run that cannot give a figure, said in words for whoever started it.</summary>
internal sealed class BenchException : Exception
{
    public BenchException()
    {
    }

    public BenchException(string message)
        : base(message)
    {
    }

    public BenchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
