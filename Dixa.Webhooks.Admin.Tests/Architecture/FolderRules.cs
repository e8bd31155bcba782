using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>Checks an assembly against the folder table. Each method returns one violation per line, or an empty text.</summary>
public sealed class FolderRules(Assembly assembly)
{
    private const string Root = FolderTable.Root;

    /// <summary>Types that depend on the root files, or on a folder that theirs must not depend on.</summary>
    public IReadOnlyList<string> ForbiddenDependencies(IReadOnlyList<FolderRow> table) => [.. table.SelectMany(row => ForbiddenDependencies(table, row))];

    /// <summary>Types of one row's folder that depend on the root files, or on a folder that theirs must not depend on.</summary>
    public IReadOnlyList<string> ForbiddenDependencies(IReadOnlyList<FolderRow> table, FolderRow row)
    {
        var rootTypes = Own().Where(type => Folder(type) is "").Select(type => type.FullName!).ToArray();
        var forbidden = table.Where(other => other.Folder != row.Folder && !row.MayUse.Contains(other.Folder)).Select(other => (Name: other.Folder, Types: new[] { $"{Root}.{other.Folder}" })).Append((Name: "the root files", Types: rootTypes)).ToList();

        // One search for everything forbidden. Which one it is matters only if something is found.
        return Using(In(row.Folder), [.. forbidden.SelectMany(other => other.Types)]).Count == 0
            ? []
            : [.. from other in forbidden from type in Using(In(row.Folder), other.Types) select $"{type} depends on {other.Name}"];
    }

    /// <summary>Types that use a framework that belongs to other folders. The root files wire everything and may use all frameworks.</summary>
    public IReadOnlyList<string> ForbiddenFrameworks(IReadOnlyList<FrameworkRow> table) =>
    [
        .. table.SelectMany(row =>
            Using(
                Types.InAssembly(assembly).That()
                    .ResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.")
                    .And().DoNotResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.({string.Join('|', row.Folders)})(\.|$)")
                    .And().DoNotResideInNamespaceMatching(@"\.Migrations(\.|$)"),
                row.Prefixes)
            .Where(type => !row.Excepted.Any(excepted => type == excepted || type.StartsWith(excepted + "/", StringComparison.Ordinal) || type.StartsWith(excepted + "+", StringComparison.Ordinal)))
            .Select(type => $"{type} uses {row.Name}")),
    ];

    /// <summary>Types of a folder that depend on a package or framework: on any referenced assembly except System's.</summary>
    public IReadOnlyList<string> OutsideDependencies(string folder) =>
        Using(In(folder), [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!.Split('.')[0]).Where(name => name != "System").Distinct()]);

    /// <summary>Folders without a row in the table.</summary>
    public IReadOnlyList<string> UnknownFolders(IReadOnlyList<FolderRow> table) =>
        [.. Own().Select(Folder).Distinct().Where(folder => folder is not "" && table.All(row => row.Folder != folder)).Order()];

    /// <summary>Classes and records that should be sealed.</summary>
    public IReadOnlyList<string> Unsealed() =>
        Failing(Types.InAssembly(assembly).That()
            .ResideInNamespaceMatching($@"^{Regex.Escape(Root)}(\.|$)")
            .And().DoNotResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.Components(\.|$)")
            .And().DoNotResideInNamespaceMatching(@"\.Migrations(\.|$)")
            .And().AreClasses()
            .And().AreNotAbstract()
            .Should().BeSealed());

    private static IReadOnlyList<string> Using(PredicateList types, string[] names) =>
        names.Length == 0 ? [] : Failing(types.ShouldNot().HaveDependencyOnAny(names));

    private static IReadOnlyList<string> Failing(ConditionList rule) => [.. (rule.GetResult().FailingTypeNames ?? []).Order()];

    private PredicateList In(string folder) =>
        Types.InAssembly(assembly).That().ResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.{folder}(\.|$)");

    private static string Folder(Type type) => type.Namespace == Root ? "" : type.Namespace![(Root.Length + 1)..].Split('.')[0];

    /// <summary>Types written by people, without those that the compiler or a generator adds in its own namespaces.</summary>
    private IEnumerable<Type> Own() => assembly.GetTypes().Where(type =>
        !type.IsNested
        && (type.Namespace == Root || type.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) is true)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false));
}
