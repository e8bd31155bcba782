namespace Dixa.Webhooks.Bench;

/// <summary>A run that cannot produce a figure, with a message for the user.</summary>
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
