using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>Holds an assembly against the table; each answer is one breach a line, empty when there is none.</summary>
public sealed class FolderRules(Assembly assembly)
{
    private const string Root = FolderTable.Root;

    /// <summary>Types that lean on a folder that their own may not lean on, or on the root files.</summary>
    public IReadOnlyList<string> WrongLeanings(IReadOnlyList<FolderRow> table)
    {
        var rootTypes = Own().Where(type => Folder(type) is "").Select(type => type.FullName!).ToArray();
        return
        [
            .. table.SelectMany(row => table
                .Where(other => other != row && !row.MayLeanOn.Contains(other.Folder))
                .SelectMany(other => Touching(In(row.Folder), [$"{Root}.{other.Folder}"]).Select(type => $"{type} leans on {other.Folder}"))
                .Concat(Touching(In(row.Folder), rootTypes).Select(type => $"{type} leans on the root files"))),
        ];
    }

    /// <summary>Types that touch a framework which is another folder's. The root files wire everything and may touch all.</summary>
    public IReadOnlyList<string> WrongFrameworks(IReadOnlyList<FrameworkRow> table) =>
    [
        .. table.SelectMany(row =>
            Touching(
                Types.InAssembly(assembly).That()
                    .ResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.")
                    .And().DoNotResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.({string.Join('|', row.Folders)})(\.|$)")
                    .And().DoNotResideInNamespaceMatching(@"\.Migrations(\.|$)"),
                row.Prefixes)
            .Where(type => !row.Excepted.Any(excepted => type == excepted || type.StartsWith(excepted + "/", StringComparison.Ordinal) || type.StartsWith(excepted + "+", StringComparison.Ordinal)))
            .Select(type => $"{type} touches {row.Name}")),
    ];

    /// <summary>Types of a folder that lean on a package or a framework: on any referenced assembly but System's.</summary>
    public IReadOnlyList<string> LeaningOutside(string folder) =>
        Touching(In(folder), [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!.Split('.')[0]).Where(name => name != "System").Distinct()]);

    /// <summary>Folders that have no row in the table.</summary>
    public IReadOnlyList<string> UnknownFolders(IReadOnlyList<FolderRow> table) =>
        [.. Own().Select(Folder).Distinct().Where(folder => folder is not "" && table.All(row => row.Folder != folder)).Order()];

    /// <summary>Classes and records that are open for no reason.</summary>
    public IReadOnlyList<string> Unsealed() =>
        Failing(Types.InAssembly(assembly).That()
            .ResideInNamespaceMatching($@"^{Regex.Escape(Root)}(\.|$)")
            .And().DoNotResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.Components(\.|$)")
            .And().DoNotResideInNamespaceMatching(@"\.Migrations(\.|$)")
            .And().AreClasses()
            .And().AreNotAbstract()
            .Should().BeSealed());

    private static IReadOnlyList<string> Touching(PredicateList types, string[] names) =>
        names.Length == 0 ? [] : Failing(types.ShouldNot().HaveDependencyOnAny(names));

    private static IReadOnlyList<string> Failing(ConditionList rule) => [.. (rule.GetResult().FailingTypeNames ?? []).Order()];

    private PredicateList In(string folder) =>
        Types.InAssembly(assembly).That().ResideInNamespaceMatching($@"^{Regex.Escape(Root)}\.{folder}(\.|$)");

    private static string Folder(Type type) => type.Namespace == Root ? "" : type.Namespace![(Root.Length + 1)..].Split('.')[0];

    /// <summary>What people wrote: not what the compiler or a generator adds in namespaces of its own.</summary>
    private IEnumerable<Type> Own() => assembly.GetTypes().Where(type =>
        !type.IsNested
        && (type.Namespace == Root || type.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) is true)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false));
}
