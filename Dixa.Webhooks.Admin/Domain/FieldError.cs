namespace Dixa.Webhooks.Admin.Domain;

/// <summary>An input error.</summary>
/// <param name="Field">The member's name in the REST API, for example <c>url</c> or <c>headers[1].name</c>.</param>
/// <param name="Message">What is wrong and what is allowed, as a sentence for the user.</param>
public sealed record FieldError(string Field, string Message);
