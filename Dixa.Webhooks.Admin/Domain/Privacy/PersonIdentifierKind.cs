namespace Dixa.Webhooks.Admin.Domain.Privacy;

/// <summary>What identifies a person to erase. The numbers are stored: never reuse one.</summary>
public enum PersonIdentifierKind
{
    Email = 1,

    Phone = 2,

    /// <summary>The uuid of an end user or agent.</summary>
    UserId = 3,
}

public static class PersonIdentifierKinds
{
    /// <summary>For texts and the audit log.</summary>
    public static string Words(this PersonIdentifierKind kind) => kind switch
    {
        PersonIdentifierKind.Email => "e-mail address",
        PersonIdentifierKind.Phone => "phone number",
        _ => "user ID",
    };
}
