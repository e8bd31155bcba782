namespace Dixa.Webhooks.Admin.Notices;

/// <summary>The notices' registration.</summary>
public static class NoticesSetup
{
    /// <param name="services">The application's.</param>
    /// <param name="sends">Whether this process may be the one that sends e-mails.</param>
    public static IServiceCollection AddNotices(this IServiceCollection services, bool sends)
    {
        services.AddOptions<NoticesOptions>().BindConfiguration(NoticesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<NoticeBoard>().AddSingleton<MailSender>();
        return sends ? services.AddHostedService<NoticeMailer>() : services;
    }
}
