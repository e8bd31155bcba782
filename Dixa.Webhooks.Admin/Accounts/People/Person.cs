using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>A person who can sign in. Screens show the e-mail address as their name.</summary>
public sealed record Person(Guid Id, string Email, Role Role);
