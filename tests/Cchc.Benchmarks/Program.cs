using BenchmarkDotNet.Running;
using Cchc.Benchmarks;

// dotnet run -c Release --project tests/Cchc.Benchmarks -- --filter '*'          add --job short for a quick look
// In this process: a generated project would not know the repository's central package versions and lock files.
BenchmarkSwitcher.FromAssembly(typeof(TextBenchmarks).Assembly).Run([.. args, "--inProcess"]);
