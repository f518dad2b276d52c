"""Theorems about the rulebook and the dialogue that actually run, each with what it covered. Never deployed."""
