"""Mutants of the rulebook that no theorem catches, each with the reason why that is no gap."""

from collections.abc import Mapping

EXPLAINED: Mapping[str, str] = {}
