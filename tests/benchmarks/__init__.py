"""The figures of the program, each beside its limit: `python -m tests.benchmarks [--json FILE] [--small]`."""
