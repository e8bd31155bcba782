using Dixa.Webhooks.Bench;

return await CommandLine.Create().Parse(args).InvokeAsync();
