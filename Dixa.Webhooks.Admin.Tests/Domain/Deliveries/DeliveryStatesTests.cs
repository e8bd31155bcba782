using System.Globalization;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed partial class DeliveryStatesTests
{
    [Theory]
    [InlineData(DeliveryState.Pending, DeliveryStates.Pending)]
    [InlineData(DeliveryState.Delivered, DeliveryStates.Delivered)]
    [InlineData(DeliveryState.Failed, DeliveryStates.Failed)]
    [InlineData(DeliveryState.Cancelled, DeliveryStates.Cancelled)]
    public void A_literal_is_the_number_of_its_state(DeliveryState state, string literal) =>
        Assert.Equal(((int)state).ToString(CultureInfo.InvariantCulture), literal);

    [Fact]
    public void Every_state_has_a_literal() => Assert.Equal(Enum.GetValues<DeliveryState>().Length, typeof(DeliveryStates).GetFields().Length);

    /// <summary>Migrations are exempt: they keep the numbers of their time.</summary>
    [Fact]
    public void No_SQL_of_the_application_has_a_state_as_a_bare_number()
    {
        var application = Path.Combine(Repository.Root, "Dixa.Webhooks.Admin");
        var offenders = Directory.EnumerateFiles(application, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(application, file).Split(Path.DirectorySeparatorChar) is var parts && !parts.Any(part => part is "bin" or "obj" or "Migrations"))
            .Where(file => BareNumber().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"\bstate\s*(=|<>|<|>|<=|>=|IN\s*\()\s*\d", RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();
}
