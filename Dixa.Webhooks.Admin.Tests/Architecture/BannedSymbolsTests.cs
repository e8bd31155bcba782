using System.Globalization;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>The analyzer ignores entries that it cannot resolve, so each entry is resolved here.</summary>
public sealed class BannedSymbolsTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "Dixa.Webhooks.Admin", "BannedSymbols.txt"));

    public static TheoryData<string> Entries { get; } = [.. Lines.Where(line => line.Trim().Length > 0)];

    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("T:System.Security.Cryptography.HMACSHA256")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor(System.Net.Http.HttpMessageHandler)")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor(System.Net.Http.HttpMessageHandler,System.Boolean)")]
    [InlineData("T:Hangfire.BackgroundJob")]
    [InlineData("T:Hangfire.RecurringJob")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    [InlineData("M:System.Threading.Thread.Sleep(System.TimeSpan)")]
    [InlineData("T:System.Console")]
    public void It_is_banned(string symbol) => Assert.Contains(symbol, Lines.Select(line => line.Split(';')[0]));

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_names_an_existing_symbol_and_its_replacement(string line)
    {
        var parts = line.Split(';');
        Assert.Equal(2, parts.Length);
        Assert.NotEmpty(parts[1].Trim());
        Assert.True(Exists(parts[0]), $"{parts[0]} does not exist.");
    }

    [Theory]
    [InlineData("P:System.DateTime.Noww")]
    [InlineData("T:System.Consol")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int64)")]
    [InlineData("M:System.Net.Http.HttpClient.#ctor(System.String)")]
    public void An_entry_with_a_typo_is_detected(string symbol) => Assert.False(Exists(symbol));

    private static bool Exists(string symbol)
    {
        var (kind, name) = (symbol[0], symbol[2..].Split('(')[0]);
        if (kind == 'T')
        {
            return Find(name) is not null;
        }

        var type = Find(name[..name.LastIndexOf('.')]);
        var member = name[(name.LastIndexOf('.') + 1)..];
        var parameters = symbol.Contains('(', StringComparison.Ordinal)
            ? symbol[(symbol.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',').Select(parameter => Parameter(type, parameter)).ToArray()
            : [];
        if (type is null || parameters.Contains(null))
        {
            return false;
        }

        return kind switch
        {
            'P' => type.GetProperty(member) is not null,
            'M' when member == "#ctor" => type.GetConstructor(parameters!) is not null,
            'M' => type.GetMethod(member, parameters!) is not null,
            _ => false,
        };
    }

    /// <summary>A parameter's type; <c>`0</c> is the first type parameter of the declaring type.</summary>
    private static Type? Parameter(Type? owner, string name) =>
        name.StartsWith('`') ? owner?.GetGenericArguments()[int.Parse(name[1..], CultureInfo.InvariantCulture)] : Find(name);

    private static Type? Find(string name) =>
        Type.GetType(name)
        ?? Type.GetType($"{name}, System.Net.Http")
        ?? Type.GetType($"{name}, System.Security.Cryptography")
        ?? Type.GetType($"{name}, System.Console")
        ?? Type.GetType($"{name}, Hangfire.Core")
        ?? Type.GetType($"{name}, Microsoft.Extensions.Identity.Core")
        ?? Type.GetType($"{name}, Microsoft.AspNetCore.Identity");
}
