namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The people and the conversation in the samples: a parcel that does not arrive.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Created = new(2026, 3, 2, 9, 14, 7, 412, TimeSpan.Zero);

    public static DateTimeOffset Later { get; } = Created.AddMinutes(6);

    public static DateTimeOffset Due { get; } = Created.AddMinutes(30);

    public static User EndUser { get; } = new(
        Guid.Parse("b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10"), "Freja Holm", "freja.holm@example.com", "+4520123456", [], "Contact")
    {
        AdditionalEmails = ["freja@example.org"],
    };

    public static User Anonymous { get; } = new(Guid.Parse("c7a90b52-6c3e-4c55-8c6c-0b1f5a1f4e77"), null, null, "+4520123456", [], "Contact");

    public static User Agent { get; } = new(
        Guid.Parse("64b777c3-eb82-49fb-bb3e-294afb5d840c"), "Mads Lund", "mads.lund@example.com", null, ["Agent"], "Member");

    public static Queue Support { get; } = new(Guid.Parse("0e2f3a61-90fd-4b0d-9c3b-6f8a0d5f2b34"), "Customer support");

    public static Queue Billing { get; } = new(Guid.Parse("2c9d61b0-53b7-4f8e-9b7c-1f6f3f1f2a90"), "Billing");

    public static ServiceLevel Sla { get; } = new(Guid.Parse("91d3b7c5-0f6e-4f1a-9a57-3c2b8e4d6f70"), "Answer e-mails within 30 minutes");

    /// <summary>The id of a message that the agent sent.</summary>
    public static Guid Reply { get; } = Guid.Parse("3f7d9c12-5b8a-4e6c-a1d0-9e2f4b6c8d31");

    public static Tag Delivery { get; } = new(Guid.Parse("d4a7c0a2-1a4b-4be7-8d63-3a5a0a7c7b1f"), "delivery", false);

    public static Conversation New { get; } = new(
        4_711, "EMAIL", "OPEN", "INBOUND", null, "support@example.com", EndUser, null, "Where is my order 4711?", [], Created);

    public static Conversation Queued { get; } = New with { Queue = Support };

    public static Conversation Assigned { get; } = Queued with { Assignee = Agent, Tags = [Delivery] };

    public static Conversation Closed { get; } = Assigned with { Status = "CLOSED" };

    /// <summary>A phone call, with a phone number as contact point and no subject.</summary>
    public static Conversation Call { get; } = Queued with { Csid = 4_712, Channel = "PSTN_PHONE", ContactPoint = "+4570101010", Requester = Anonymous, Subject = null };
}
