"""Measures what is understood of the project's own sentences. `make phrases` prints it; docs/understanding.md explains it.

Every figure is given twice: for the text as it is read, and spoken to the speaker on the desk.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from tests.phrases.corpus import Phrase, phrases
from tests.phrases.judge import DANGEROUS, RIGHT, VERDICTS, verdict
from tests.phrases.routes import ROUTES

Judged = tuple[Phrase, Mapping[str, str]]
"""A sentence, and its verdict by each route."""


@cache
def judged() -> tuple[Judged, ...]:
    return tuple((phrase, {name: verdict(phrase, hear(phrase)) for name, hear in ROUTES.items()}) for phrase in phrases())


def counts(route: str, keep: Callable[[Phrase], bool]) -> Counter[str]:
    """How often each verdict was reached by a route, of the sentences to keep."""
    return Counter(verdicts[route] for phrase, verdicts in judged() if keep(phrase))


def main() -> None:
    for title, held_out in (("Seen while building", False), ("Held out", True)):
        some = [each for each in judged() if each[0].held_out is held_out]
        _table(f"{title}, by file", some, lambda phrase: [phrase.file])
        _table(
            f"{title}, clear statements and answers",
            some,
            lambda phrase: ["clear"] * (phrase.clear and phrase.file in ("findings", "answers")),
        )
    _table("By meaning", judged(), lambda phrase: [phrase.meaning])
    _table("By finding, where it is said to be there", judged(), lambda phrase: sorted(phrase.present))
    _dangerous()


def _table(title: str, some: Iterable[Judged], groups_of: Callable[[Phrase], Iterable[str]]) -> None:
    groups: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for phrase, verdicts in some:
        for group in groups_of(phrase):
            for route, outcome in verdicts.items():
                groups[group][route][outcome] += 1
    print(f"\n{title}\n{'':<28}{'':>6}  " + "  ".join(f"{route:<{11 * len(VERDICTS)}}" for route in ROUTES))
    print(f"{'':<28}{'all':>6}  " + "  ".join("".join(f"{name:>11}" for name in VERDICTS) for _ in ROUTES))
    for group, routes in sorted(groups.items()):
        print(f"{group:<28}{routes['read'].total():>6}  " + "  ".join(_cells(routes[route]) for route in ROUTES))


def _cells(outcomes: Counter[str]) -> str:
    share = f"{outcomes[RIGHT]} {outcomes[RIGHT] / outcomes.total():4.0%}"
    return f"{share:>11}" + "".join(f"{outcomes[name]:>11}" for name in VERDICTS[1:])


def _dangerous() -> None:
    found = [(phrase, route) for phrase, verdicts in judged() for route, outcome in verdicts.items() if outcome == DANGEROUS]
    print(f"\nDangerous: {len(found)}")
    for phrase, route in found:
        print(f"  {route}: {'(a held-out sentence)' if phrase.held_out else repr(phrase.text)}")


if __name__ == "__main__":
    main()
