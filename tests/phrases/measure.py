"""Measures what is understood of the project's own sentences: `make phrases` prints it, docs/understanding.md keeps the sums.

Every figure is given twice: for the text as it is read, and spoken to the speaker on the desk.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from tests.phrases.corpus import FILES, Phrase, phrases
from tests.phrases.judge import DANGEROUS, RIGHT, VERDICTS, verdict
from tests.phrases.routes import ROUTES

Judged = tuple[Phrase, Mapping[str, str]]
"""A sentence, and its verdict by each route."""

PAGE = Path(__file__).parents[2] / "docs" / "understanding.md"
_SUMS = re.compile(r"(?<=<!-- sums -->\n).*?(?=\n<!-- end of sums -->)", re.DOTALL)
_CLEAR = {
    "clear statements": ("findings",),
    "clear answers": ("answers",),
    "clear statements and answers": ("findings", "answers"),
}
"""What leaves a careful listener no doubt, by the files it is from."""


@cache
def judged() -> tuple[Judged, ...]:
    return tuple((phrase, {name: verdict(phrase, hear(phrase)) for name, hear in ROUTES.items()}) for phrase in phrases())


def counts(route: str, keep: Callable[[Phrase], bool]) -> Counter[str]:
    """How often each verdict was reached by a route, of the sentences to keep."""
    return Counter(verdicts[route] for phrase, verdicts in judged() if keep(phrase))


def sums() -> str:
    """The sums as a table of Markdown."""
    lines = ["| sentences | all | " + " | ".join(f"{name}, {route}" for route in ROUTES for name in VERDICTS) + " |"]
    lines.append("|" + " --- |" * (2 + len(ROUTES) * len(VERDICTS)))
    for title, held_out in (("seen", False), ("held out", True)):
        for group in (*FILES, *_CLEAR):
            outcomes = [_outcomes(route, group, held_out=held_out) for route in ROUTES]
            cells = [_share(each, name) for each in outcomes for name in VERDICTS]
            lines.append(f"| {group}, {title} | {outcomes[0].total()} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sums_on_the_page() -> str:
    """The sums as docs/understanding.md has them."""
    found = _SUMS.search(PAGE.read_text(encoding="utf-8"))
    return found[0] if found else ""


def _outcomes(route: str, group: str, *, held_out: bool) -> Counter[str]:
    if group in _CLEAR:
        return counts(route, lambda phrase: phrase.held_out is held_out and group in _clear_groups(phrase))
    return counts(route, lambda phrase: phrase.held_out is held_out and phrase.file == group)


def _clear_groups(phrase: Phrase) -> list[str]:
    return [group for group, files in _CLEAR.items() if phrase.clear and phrase.file in files]


def _share(outcomes: Counter[str], name: str) -> str:
    return f"{outcomes[name] / outcomes.total():.0%}" if name == RIGHT else str(outcomes[name])


def _print() -> None:
    for title, held_out in (("seen while building", False), ("held out", True)):
        some = [each for each in judged() if each[0].held_out is held_out]
        _table(f"By file, {title}", some, lambda phrase: [phrase.file])
        _table(f"Of these, {title}", some, _clear_groups)
    _table("By meaning", judged(), lambda phrase: [phrase.meaning])
    _table("By finding, where it is said to be there", judged(), lambda phrase: sorted(phrase.present))
    _print_dangerous()


def _table(title: str, some: Iterable[Judged], groups_of: Callable[[Phrase], Iterable[str]]) -> None:
    groups: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for phrase, verdicts in some:
        for group in groups_of(phrase):
            for route, outcome in verdicts.items():
                groups[group][route][outcome] += 1
    print(f"\n{title}")
    for group, routes in sorted(groups.items()):
        for place, (route, outcomes) in enumerate(routes.items()):
            head = f"{group:<30}{outcomes.total():>5}" if place == 0 else " " * 35
            share = outcomes[RIGHT] / outcomes.total()
            rest = "  ".join(f"{name} {outcomes[name]:>3}" for name in VERDICTS[1:])
            print(f"  {head}  {route:<7} right {outcomes[RIGHT]:>4} {share:>4.0%}  {rest}")


def _print_dangerous() -> None:
    found = [(phrase, route) for phrase, verdicts in judged() for route, outcome in verdicts.items() if outcome == DANGEROUS]
    print(f"\nDangerous: {len(found)}")
    for phrase, route in found:
        print(f"  {route}: {'(a held-out sentence)' if phrase.held_out else repr(phrase.text)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help="write the sums into docs/understanding.md")
    if parser.parse_args().write:
        PAGE.write_text(_SUMS.sub(lambda _: sums(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        _print()


if __name__ == "__main__":
    main()
