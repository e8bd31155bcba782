namespace Dixa.Webhooks.Admin.Notices;

/// <summary>The notices' registration.</summary>
public static class NoticesSetup
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<NoticesOptions>().BindConfiguration(NoticesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<NoticeBoard>()
            .AddSingleton<MailSender>()
            .AddHostedService<NoticeMailer>();
    }
}
