using Dixa.Webhooks.Admin.Accounts;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class SignIn(SignIns signIns, NavigationManager navigation)
{
    private string? _fault;

    [SupplyParameterFromForm(FormName = "sign-in")] public Credentials? Form { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    private async Task SubmitAsync()
    {
        switch (await signIns.SignInAsync(Form?.Email?.Trim() ?? "", Form?.Password ?? "", Form?.Remember is true))
        {
            case SignInOutcome.Success:
                navigation.NavigateTo(AppUrls.LocalOrHome(ReturnUrl));
                break;
            case SignInOutcome.LockedOut locked:
                _fault = $"Too many wrong passwords. Signing in is locked for {Minutes(locked.Remaining)}.";
                break;
            default:
                _fault = "The e-mail address or the password is wrong.";
                break;
        }
    }

    private static string Minutes(TimeSpan remaining) => Math.Ceiling(remaining.TotalMinutes) switch
    {
        <= 1 => "one more minute",
        var minutes => $"{minutes} more minutes",
    };

    public sealed class Credentials
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
