using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Encrypts secrets, credentials and headers before they reach the database.</summary>
internal sealed class SubscriptionConfiguration(SecretProtector secrets) : IEntityTypeConfiguration<WebhookSubscription>
{
    public void Configure(EntityTypeBuilder<WebhookSubscription> entity)
    {
        entity.ToTable("subscriptions");
        entity.HasKey(subscription => subscription.Id);
        entity.Property(subscription => subscription.Id).ValueGeneratedNever();
        entity.Property(subscription => subscription.Name).HasMaxLength(WebhookDraft.MaxNameLength);
        entity.Property(subscription => subscription.Description).HasMaxLength(WebhookLabels.MaxDescriptionLength);
        entity.Property(subscription => subscription.Owner).HasMaxLength(WebhookLabels.MaxOwnerLength);
        entity.Property(subscription => subscription.Tags).HasMaxLength(WebhookLabels.MaxTagsLength)
            .HasConversion(
                tags => WebhookLabels.Write(tags),
                text => WebhookLabels.Read(text),
                new ValueComparer<IReadOnlyList<string>>(
                    (left, right) => left!.SequenceEqual(right!),
                    tags => tags.Aggregate(0, HashCode.Combine),
                    tags => tags));
        entity.Property(subscription => subscription.Url).HasMaxLength(EndpointUrl.MaxLength)
            .HasConversion(url => url.Text, text => EndpointUrl.Stored(text));
        entity.Property(subscription => subscription.Secret)
            .HasConversion(secret => secrets.Protect(secret.Reveal()), text => VerificationSecret.Parse(secrets.Unprotect(text)));
        entity.Property(subscription => subscription.PreviousSecret)
            .HasConversion(secret => secrets.Protect(secret!.Reveal()), text => VerificationSecret.Parse(secrets.Unprotect(text)));
        entity.Property(subscription => subscription.Authorization)
            .HasConversion(value => Encrypt(value), text => Decrypt<EndpointAuthorization>(text));
        entity.Property(subscription => subscription.Headers)
            .HasConversion(
                value => Encrypt(value),
                text => Decrypt<IReadOnlyList<RequestHeader>>(text),
                new ValueComparer<IReadOnlyList<RequestHeader>>(
                    (left, right) => left!.SequenceEqual(right!),
                    value => value.Aggregate(0, HashCode.Combine),
                    value => value));
        entity.Property(subscription => subscription.Revision).IsConcurrencyToken();
        entity.ComplexProperty(subscription => subscription.DisabledReason, reason => reason.HasColumns("disabled_"));
        entity.Ignore(subscription => subscription.Configuration);
        entity.Ignore(subscription => subscription.LastResponse);
        entity.HasMany(subscription => subscription.Events).WithOne().HasForeignKey(subscribed => subscribed.SubscriptionId);
        entity.Navigation(subscription => subscription.Events).AutoInclude();
    }

    private string Encrypt<T>(T value) => secrets.Protect(JsonSerializer.Serialize(value));

    private T Decrypt<T>(string text) => JsonSerializer.Deserialize<T>(secrets.Unprotect(text))!;
}
