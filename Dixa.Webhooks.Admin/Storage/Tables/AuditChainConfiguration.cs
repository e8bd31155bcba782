using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class AuditChainConfiguration(IDataProtector secrets) : IEntityTypeConfiguration<StoredAuditChain>
{
    public void Configure(EntityTypeBuilder<StoredAuditChain> entity)
    {
        entity.ToTable("audit_chain");
        entity.Property(chain => chain.Id).ValueGeneratedNever();
        entity.Property(chain => chain.Key).HasConversion(key => secrets.Protect(Convert.ToBase64String(key)), text => Convert.FromBase64String(secrets.Unprotect(text)));
    }
}
