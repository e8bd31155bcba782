namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>The notices' registration.</summary>
public static class NotificationsSetup
{
    /// <param name="services">The application's.</param>
    /// <param name="sends">Whether this process may be the one that sends e-mails.</param>
    public static IServiceCollection AddNotices(this IServiceCollection services, bool sends)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration(NotificationsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NotificationFeed>().AddSingleton<MailSender>();
        return sends ? services.AddHostedService<NotificationMailer>() : services;
    }
}
