namespace Dixa.Webhooks.Admin.Domain.Audit;

public sealed class AuditHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, AuditHash.Length).Select(i => (byte)i)];

    private static AuditRow Row { get; } = New("Ada", "192.0.2.1", "{}");

    [Fact]
    public void A_rows_hash_never_changes_or_stored_rows_could_no_longer_be_verified() =>
        Assert.Equal("0c58b1b4f03b7b6e66faee71e7c4bca8bf46e63a8de77ac7a6096a958ccaf33b", Convert.ToHexStringLower(AuditHash.Of(Key, AuditHash.None, Row)));

    [Fact]
    public void It_depends_on_the_key_and_on_the_row_before()
    {
        var hash = AuditHash.Of(Key, AuditHash.None, Row);

        Assert.NotEqual(hash, AuditHash.Of(AuditHash.None, AuditHash.None, Row));
        Assert.NotEqual(hash, AuditHash.Of(Key, hash, Row));
    }

    [Fact]
    public void Text_cannot_move_from_one_column_to_the_next() =>
        Assert.Equal(
            5,
            new[] { New("Ada", "19", "{}"), New("Ada1", "9", "{}"), New("Ada", "", "19{}"), New("Ada", null, "19{}"), New("Ada", "19{}", null) }
                .Select(row => Convert.ToHexString(AuditHash.Of(Key, AuditHash.None, row))).Distinct().Count());

    private static AuditRow New(string actor, string? address, string? data) => new()
    {
        Id = 1,
        At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        ActorKind = ActorKind.Person,
        ActorId = Guid.Parse("11111111-1111-4111-8111-111111111111"),
        ActorName = actor,
        Address = address,
        Action = AuditAction.SecretRevealed,
        TargetKind = AuditTargetKind.Webhook,
        TargetId = Guid.Parse("33333333-3333-4333-8333-333333333333"),
        TargetName = "CRM",
        Data = data,
    };
}
