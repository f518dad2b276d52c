"""The whole of the proofs: every theorem, every mutant, many random conversations. Run by make prove and make e2e."""

import os
from unittest import mock

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from skill.content import library
from skill.proofs import dialogues, interviews, theorem
from skill.proofs.dialogues import CLAIMS, first_broken
from skill.proofs.evidence import evidence
from skill.proofs.verdicts import Verdicts
from skill.proofs.walk import Interviews
from tests.proofs.broken_dialogues import BROKEN, SLOWLY_BROKEN, explored
from tests.proofs.catching import quickly_caught, same_verdicts
from tests.proofs.mutants import Mutant, mutants
from tests.proofs.paths import Conversations, lambda_handler
from tests.proofs.survivors import EXPLAINED
from tests.support import APPLICATION

KINDS = sorted({mutant.kind for mutant in mutants()})


def test_every_theorem_about_interviews_holds() -> None:
    """A walk through every interview finds nothing that breaks one."""
    given = Interviews(Verdicts(library.rulebook(), evidence()))
    broken = {each.id: each.search(given).broken_by for each in interviews.THEOREMS}
    assert not {name: found for name, found in broken.items() if found}


def test_every_claim_about_the_dialogue_holds() -> None:
    """The whole exploration finds no turn that breaks one."""
    broken = {name: found.broken_by for name, found in dialogues.prove(explored()).items()}
    assert not {name: found for name, found in broken.items() if found}


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_of_the_rulebook_is_caught_or_explained(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thing wrong in the rulebook breaks a theorem, or changes no verdict and no question, or is explained by name."""
    monkeypatch.setattr(theorem, "SHOWN", 1)
    alive = [each.id for each in mutants() if each.kind == kind and each.id not in EXPLAINED and not _caught(each)]
    assert not alive


def _caught(mutant: Mutant) -> str:
    caught = quickly_caught(mutant)
    return caught or ("changes no verdict and no question" if same_verdicts(mutant.rulebook()) else "")


def test_what_is_explained_is_a_mutant_that_no_theorem_catches() -> None:
    """An explanation that is no longer needed is taken away."""
    by_id = {mutant.id: mutant for mutant in mutants()}
    assert set(EXPLAINED) <= set(by_id)
    assert not [name for name in EXPLAINED if quickly_caught(by_id[name])]


@pytest.mark.parametrize("name", SLOWLY_BROKEN)
def test_claim_fails_for_a_dialogue_that_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialogues whose fault lies deeper; the others are in tests/proofs."""
    [claim] = [each for each in CLAIMS if each.id == name]
    BROKEN[name](monkeypatch)
    assert first_broken(explored(), (claim,)).startswith(name)


def test_no_verdict_is_below_what_is_true_unless_it_was_denied() -> None:
    """Many people, all locales, through the function that Lambda calls."""
    with mock.patch.dict(os.environ, SPINE_CHECK_SKILL_ID=APPLICATION):
        Conversations.handle = staticmethod(lambda_handler())
    run_state_machine_as_test(Conversations, settings=settings(max_examples=400, stateful_step_count=14))


def test_a_doubt_taken_for_a_no_is_found_by_random_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search through whole conversations can fail, too."""
    monkeypatch.setenv("SPINE_CHECK_SKILL_ID", APPLICATION)
    Conversations.handle = staticmethod(lambda_handler())
    BROKEN["doubt-is-no-no"](monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Conversations, settings=settings(max_examples=400, stateful_step_count=14, phases=[Phase.generate])
        )
