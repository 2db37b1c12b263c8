using BenchmarkDotNet.Running;
using Cchc.Benchmarks;

// dotnet run -c Release --project tests/Cchc.Benchmarks -- --filter '*'          add --job short for a quick look
// dotnet run -c Release --project tests/Cchc.Benchmarks -- media                  pictures: CPU time and memory of the copies
if (args is ["media"]) { PictureRun.Go(); return; }

// In this process: a generated project would not know the repository's central package versions and lock files.
BenchmarkSwitcher.FromAssembly(typeof(TextBenchmarks).Assembly).Run([.. args, "--inProcess"]);
