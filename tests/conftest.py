"""Set-up for every test."""

import pytest
from hypothesis import HealthCheck, settings

from skill.content import library
from skill.dialogue.material import Material
from skill.rules import Rulebook

# No deadline, as machines differ; no database, as tests leave nothing behind; the same examples on every run.
settings.register_profile(
    "spine-check", deadline=None, database=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("spine-check")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return library.rulebook()


@pytest.fixture(scope="session")
def material() -> Material:
    return library.material()
