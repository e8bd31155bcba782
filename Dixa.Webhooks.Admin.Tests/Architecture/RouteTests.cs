using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>Every path of the application is in <see cref="AppRoutes"/> and in no other source file.</summary>
public sealed partial class RouteTests
{
    private static readonly string[] Routes = [.. typeof(AppRoutes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void No_other_file_spells_out_a_route()
    {
        var found =
            from file in Sources(".cs", ".razor")
            where Path.GetFileName(file) != $"{nameof(AppRoutes)}.cs"
            from match in Spelled(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {match}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("options.LoginPath = \"/account/sign-in\";", "/account/sign-in")]
    [InlineData("$\"{address}/settings/integrations/webhooks/{id}\"", "/settings/integrations/webhooks")]
    [InlineData("@page \"/not-found\"", "/not-found")]
    [InlineData("/// <c>POST /v1/events</c>", null)]
    [InlineData("api.MapGroup(\"/webhooks\")", null)]
    [InlineData("\"/errors\"", null)]
    public void A_route_that_is_spelled_out_is_found(string source, string? route) => Assert.Equal(route, Spelled(source).LastOrDefault());

    /// <summary>A route starts with a slash, and would lead out of the base path.</summary>
    [Fact]
    public void A_link_is_relative_to_the_base_path()
    {
        var found =
            from file in Sources(".cs", ".razor")
            from Match link in RouteAsLink().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Repository.Root, file)}: {link.Value}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("href=\"@AppRoutes.Webhooks\"", true)]
    [InlineData("CancelHref=\"@AppRoutes.Webhooks\"", true)]
    [InlineData("navigation.NavigateTo(AppRoutes.Home)", true)]
    [InlineData("Results.Redirect(AppRoutes.Sandbox)", true)]
    [InlineData("action=\"/account/sign-out\"", true)]
    [InlineData("<link href=\"/app.css\" />", true)]
    [InlineData("href=\"@AppUrls.To(AppRoutes.Webhooks)\"", false)]
    [InlineData("Results.Redirect($\"~{AppRoutes.Sandbox}\")", false)]
    public void A_link_that_leads_out_of_the_base_path_is_found(string source, bool isFound) => Assert.Equal(isFound, RouteAsLink().IsMatch(source));

    [Fact]
    public void Each_page_has_a_route_of_its_own()
    {
        var pages = typeof(AppRoutes).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToList();

        Assert.NotEmpty(pages);
        Assert.Equal(pages.Distinct(), pages);
        Assert.Empty(pages.Except(Routes));
    }

    [Fact]
    public void A_script_names_only_existing_routes()
    {
        var paths = Sources(".js").SelectMany(file => ScriptPath().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();

        Assert.NotEmpty(paths);
        Assert.Empty(paths.Except(Routes));
    }

    private static IEnumerable<string> Spelled(string source) =>
        from route in Routes
        where route.Length > 1 && Regex.IsMatch(source, $@"[""'}}]{Regex.Escape(route)}(?![\w-])")
        orderby route.Length
        select route;

    private static IEnumerable<string> Sources(params string[] extensions)
    {
        var app = Path.Combine(Repository.Root, FolderTable.Root);
        return Directory.EnumerateDirectories(app)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(app))
            .Where(file => extensions.Contains(Path.GetExtension(file)));
    }

    [GeneratedRegex("""(href|src|action)="(@AppRoutes\.|/)|(NavigateTo|Redirect)\((AppRoutes\.|"/)""", RegexOptions.IgnoreCase)]
    private static partial Regex RouteAsLink();

    [GeneratedRegex("'(/[a-z][^'? ]*)'")]
    private static partial Regex ScriptPath();
}
