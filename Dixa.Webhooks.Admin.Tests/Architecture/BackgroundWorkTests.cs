using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Hosting;
using Mono.Cecil;

namespace Dixa.Webhooks.Admin.Architecture;

/// <summary>No loop, timer or thread of the application must be able to end the process.</summary>
public sealed class BackgroundWorkTests
{
    /// <summary>The types and methods that start work that is not awaited.</summary>
    private static readonly (string Type, string Method)[] Starters =
    [
        ("System.Threading.Tasks.Task", "Run"), ("System.Threading.Tasks.TaskFactory", "StartNew"), ("System.Threading.Thread", ".ctor"),
        ("System.Threading.ThreadPool", "QueueUserWorkItem"), ("System.Threading.ThreadPool", "UnsafeQueueUserWorkItem"), ("System.Threading.Timer", ".ctor"),
        ("System.Threading.PeriodicTimer", ".ctor"), ("System.Timers.Timer", ".ctor"),
    ];

    [Fact]
    public void Every_background_service_is_guarded() =>
        Assert.Equal(
            [typeof(GuardedService)],
            typeof(WebhooksDbContext).Assembly.GetTypes().Where(type => type.BaseType == typeof(BackgroundService)));

    [Fact]
    public void A_hosted_service_starts_no_background_work_unless_it_is_guarded()
    {
        var services = typeof(WebhooksDbContext).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IHostedService)) && !type.IsAssignableTo(typeof(GuardedService)) && type is { IsInterface: false, IsAbstract: false })
            .Select(type => type.FullName!)
            .ToList();

        Assert.NotEmpty(services);
        Assert.DoesNotContain(Started(typeof(WebhooksDbContext).Assembly.Location), start => services.Contains(start.Type));
    }

    [Fact]
    public void A_thread_or_a_raw_timer_is_started_only_where_its_exceptions_are_caught() =>
        // An unhandled exception in one of these ends the process, while a task's exception is only lost. The first of these runs tasks, and the second passes
        // each exception to a task.
        Assert.Equal(
            [("Dixa.Webhooks.Admin.Accounts.Passwords.PasswordThreads", "Thread..ctor"), ("Dixa.Webhooks.Admin.Storage.Backups.QuietThread", "Thread..ctor")],
            Started(typeof(WebhooksDbContext).Assembly.Location)
                .Where(start => start.Call is "Thread..ctor" or "Timer..ctor" or "ThreadPool.QueueUserWorkItem" or "ThreadPool.UnsafeQueueUserWorkItem")
                .Distinct().Order());

    [Fact]
    public void No_method_is_async_void() =>
        // Includes component event handlers, because their exceptions also end the process.
        Assert.Empty(
            from type in Types(typeof(WebhooksDbContext).Assembly.Location)
            from method in type.Methods
            where method.ReturnType.FullName == "System.Void"
                && method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "AsyncStateMachineAttribute")
            select method.FullName);

    [Fact]
    public void A_hosted_service_that_does_is_reported() =>
        Assert.Contains(
            (typeof(Samples.StartsWork).FullName!, "Task.Run"),
            Started(typeof(BackgroundWorkTests).Assembly.Location));

    /// <summary>Each call that starts work, with the outermost calling type.</summary>
    private static List<(string Type, string Call)> Started(string assembly) =>
    [
        .. from type in Types(assembly)
           from method in type.Methods
           where method.HasBody
           from instruction in method.Body.Instructions
           where instruction.Operand is MethodReference
           let called = (MethodReference)instruction.Operand
           where Starters.Contains((called.DeclaringType.GetElementType().FullName, called.Name))
           select (Outermost(type).FullName, $"{called.DeclaringType.Name}.{called.Name}"),
    ];

    private static IEnumerable<TypeDefinition> Types(string assembly) => ModuleDefinition.ReadModule(assembly).GetTypes();

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
