"""What `python -m skill prove` prints: every theorem, whether it holds, and what was searched for something that breaks it."""

from collections.abc import Iterator

from skill.content import library
from skill.proofs import dialogues, interviews, verdicts
from skill.proofs.dialogues import Dialogues
from skill.proofs.evidence import evidence
from skill.proofs.exploration import Exploration
from skill.proofs.theorem import Outcome
from skill.proofs.verdicts import Verdicts
from skill.proofs.walk import Interviews

Proved = tuple[str, str, Outcome]


def run(part: str) -> int:
    """Print the theorems of a part, `rules` or `dialogue`, or of all; returns 1 when one does not hold."""
    rulebook = library.rulebook()
    print(f"Rulebook {rulebook.version}, held against the evidence. No clinician has reviewed either yet.")
    fallen = 0
    for title, proved in _parts(part):
        print(f"\n{title}")
        for name, says, outcome in proved:
            fallen += not outcome.holds
            print(f"  {'holds ' if outcome.holds else 'BROKEN'}  {name}: {says}")
            print(f"          searched: {outcome.covered}")
            for each in outcome.broken_by:
                print(f"          broken by: {each}")
    print(f"\n{'Every theorem holds.' if not fallen else f'{fallen} broken.'}")
    return 1 if fallen else 0


def _parts(part: str) -> Iterator[tuple[str, Iterator[Proved]]]:
    if part in ("rules", "all"):
        given = Verdicts(library.rulebook(), evidence())
        yield "Verdicts", ((each.id, each.says, each.search(given)) for each in verdicts.THEOREMS)
        asked = Interviews(given)
        yield "Interviews", ((each.id, each.says, each.search(asked)) for each in interviews.THEOREMS)
    if part in ("dialogue", "all"):
        yield "Dialogue", _dialogue()


def _dialogue() -> Iterator[Proved]:
    found = dialogues.prove(spoken(Exploration(library.material(), evidence())))
    yield from ((claim.id, claim.says, found[claim.id]) for claim in dialogues.CLAIMS)


def spoken(exploration: Exploration) -> Dialogues:
    """An exploration with the words of every country, and of none."""
    return Dialogues(exploration, {locale: library.speaker(locale) for locale in (*library.LOCALES, library.UNKNOWN_COUNTRY)})
