using System.Diagnostics.Metrics;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>What concerns people: failed sign-ins and e-mails.</summary>
public sealed class PeopleMetrics(IMeterFactory factory)
{
    private readonly Counter<long> _signInFailures = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.sign_in.failures", "{attempt}", "Sign-ins with a wrong password or an unknown address.");
    private readonly Counter<long> _emails = AppMeter.Of(factory).CreateCounter<long>("dixa.webhooks.emails", "{email}", "E-mails to administrators, by outcome.");

    /// <inheritdoc cref="IntakeMetrics.Start"/>
    public void Start()
    {
        _signInFailures.Add(0);
        AddEmails("sent", 0);
        AddEmails("failed", 0);
    }

    public void SignInFailed() => _signInFailures.Add(1);

    public void EmailSent(bool succeeded) => AddEmails(succeeded ? "sent" : "failed", 1);

    private void AddEmails(string outcome, int count) => _emails.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
}
