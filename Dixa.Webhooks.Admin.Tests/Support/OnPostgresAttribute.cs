namespace Dixa.Webhooks.Admin.Support;

/// <summary>Also runs the tests of a class with PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnPostgresAttribute : Attribute;
