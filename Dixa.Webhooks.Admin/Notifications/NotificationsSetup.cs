namespace Dixa.Webhooks.Admin.Notifications;

public static class NotificationsSetup
{
    /// <summary>Registers notifications. Only processes with <paramref name="sendsEmail"/> can become the one that sends e-mails.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, bool sendsEmail)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration(NotificationsOptions.Section);
        services.AddSingleton<NotificationFeed>().AddSingleton<MailSender>().AddSingleton<TestMailSender>();
        return sendsEmail ? services.AddHostedService<NotificationMailer>() : services;
    }
}
