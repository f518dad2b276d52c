"""Which theorem catches a mutant, cheapest first; and which mutants change no verdict at all."""

from itertools import combinations, product

from skill.content import library
from skill.proofs import interviews, verdicts
from skill.proofs.evidence import evidence
from skill.proofs.verdicts import Verdicts
from skill.proofs.walk import Interviews
from skill.rules import Rulebook, RulebookError, State, assess
from tests.proofs.mutants import Mutant

QUICK_VERDICTS = ("explained", "alone", "decisive", "ages", "reopened", "never-below")
QUICK_INTERVIEWS = ("short", "danger-first", "honest")
_VERDICTS = {theorem.id: theorem for theorem in verdicts.THEOREMS}
_INTERVIEWS = {theorem.id: theorem for theorem in interviews.THEOREMS}


def quickly_caught(mutant: Mutant) -> str:
    """What catches a mutant without walking every interview: loading, a theorem, or nothing."""
    try:
        rulebook = mutant.rulebook()
    except RulebookError:
        return "loading"
    if rulebook.counts_as_present_when_unsure != library.rulebook().counts_as_present_when_unsure:
        return _first(Verdicts(rulebook, evidence()), ("unsure",))
    given = Verdicts(rulebook, evidence())
    of_questions = rulebook.questions != library.rulebook().questions
    if caught := _first(given, ("ages", "reopened") if of_questions else QUICK_VERDICTS):
        return caught
    asked = Interviews(given)
    return next((name for name in QUICK_INTERVIEWS if not _INTERVIEWS[name].search(asked).holds), "")


def _first(given: Verdicts, names: tuple[str, ...]) -> str:
    return next((name for name in names if not _VERDICTS[name].search(given).holds), "")


def same_verdicts(rulebook: Rulebook) -> bool:
    """Whether it asks the same questions and gives every group of findings the tier that the rulebook in force gives.

    Groups of two are enough, since no combination is larger; those that no changed rule speaks of cannot differ.
    """
    book = library.rulebook()
    if rulebook.questions != book.questions or rulebook.findings != book.findings:
        return False
    rules = set(book.rules) ^ set(rulebook.rules)
    touched = sorted({name for rule in rules for signs in rule.combinations for name in signs})
    groups = [(name,) for name in touched] + list(combinations(touched, 2))
    for group in groups:
        for states in product((State.UNSURE, State.PRESENT), repeat=len(group)):
            told = dict(zip(group, states, strict=True))
            implied = [each for name in group if told[name] is State.PRESENT for each in book.told(name)]
            findings = {**told, **dict.fromkeys(implied, State.PRESENT)}
            if assess(book, findings).tier is not assess(rulebook, findings).tier:
                return False
    return True
