using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">Also their name on screens.</param>
/// <param name="Role">What they may do.</param>
public sealed record Person(Guid Id, string Email, Role Role);
