using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<StoredApiToken>
{
    public void Configure(EntityTypeBuilder<StoredApiToken> entity)
    {
        entity.ToTable("api_tokens");
        entity.HasKey(token => token.Id);
        entity.Property(token => token.Id).ValueGeneratedNever();
        entity.HasIndex(token => token.Hash).IsUnique();
    }
}
