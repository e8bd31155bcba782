namespace Dixa.Webhooks.Admin.Domain;

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="Field">Where: the member's name as the REST API spells it, for example <c>url</c> or <c>headers[1].name</c>.</param>
/// <param name="Message">What is wrong and what is allowed, as a sentence for a reader.</param>
public sealed record FieldError(string Field, string Message);
