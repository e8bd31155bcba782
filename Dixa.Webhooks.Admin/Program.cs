using Dixa.Webhooks.Admin;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddStages();

var app = builder.Build();
await app.UseStagesAsync();
await app.RunAsync();
