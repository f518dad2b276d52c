"""The first turns of the exploration, and for every claim about turns a dialogue that breaks it. The whole is in tests/e2e."""

import pytest

from skill.proofs.dialogues import CLAIMS, first_broken
from tests.proofs.broken_dialogues import BROKEN, SLOWLY_BROKEN, explored

FIRST_TURNS = 400


def test_the_first_turns_break_no_claim() -> None:
    """From the start, whatever happens first and second."""
    assert not first_broken(explored(), most_turns=FIRST_TURNS)


@pytest.mark.parametrize("name", sorted(set(BROKEN) - set(SLOWLY_BROKEN)))
def test_claim_fails_for_a_dialogue_that_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim that cannot fail proves nothing: each finds the dialogue that breaks it."""
    [claim] = [each for each in CLAIMS if each.id == name]
    BROKEN[name](monkeypatch)
    assert first_broken(explored(), (claim,)).startswith(name)


def test_every_claim_is_shown_to_fail() -> None:
    """None is left without a dialogue that breaks it."""
    assert {claim.id for claim in CLAIMS} == set(BROKEN)
