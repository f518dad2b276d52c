"""Measures the skill beside the SDK's hello-world: `python -m tests.bench` writes docs/performance.md."""
