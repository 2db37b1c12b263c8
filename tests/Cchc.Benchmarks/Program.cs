using BenchmarkDotNet.Running;
using Cchc.Benchmarks;

// dotnet run -c Release --project tests/Cchc.Benchmarks -- --filter '*'          add --job short for a quick look
BenchmarkSwitcher.FromAssembly(typeof(TextBenchmarks).Assembly).Run(args);
