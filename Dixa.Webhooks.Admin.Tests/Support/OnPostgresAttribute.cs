namespace Dixa.Webhooks.Admin.Support;

/// <summary>The tests of a class once more, with their store in PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnPostgresAttribute : Attribute;
