namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Whether a page may connect.</summary>
internal enum OpenPageResult
{
    Opened,
    TooManyForPerson,
    TooManyInTotal,
}
