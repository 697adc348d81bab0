using MethodBot.Host.Commands;

return await CommandLine.RunAsync(args);
