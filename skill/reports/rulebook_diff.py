"""Two rule books compared for a clinician: who would now be told something else, and what else is asked or said."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from skill.content import library
from skill.reports import rulebook
from skill.reports.rulebook_old import OldBook, read
from skill.reports.rulebook_people import OLDEST, UNKNOWN_AGE, Change, Signs, Verdict, age_groups, changes
from skill.reports.tiers import TIER_NAMES
from skill.rules import Rulebook, State, questions_left

WIDTH = 110
ADULT = 40


def text(old: Path) -> str:
    """The difference between an older rule book and this one. Raises OldBookError."""
    book = read(old)
    return "\n".join(
        [
            f"From rule book {book.rulebook.version} to {library.rulebook().version}.",
            *_people(book.rulebook, library.rulebook()),
            *_section("WHAT IS ASKED", _asked(book.rulebook, library.rulebook())),
            *_section("WHAT FINDINGS MEAN", _meanings(book.rulebook, library.rulebook())),
            *_section("WORDS OF THE ADVICE", _words(book)),
        ]
    )


def _section(head: str, lines: Iterable[str]) -> list[str]:
    return ["", head, *(list(lines) or ["  No difference."])]


# ---------------------------------------------------------------- who is told something else


def _people(old: Rulebook, new: Rulebook) -> list[str]:
    found = changes(old, new)
    if not found:
        return ["", "WHO WOULD NOW BE TOLD SOMETHING ELSE", "  Nobody."]
    note = "The signs named are enough, alone or with others, unless something more urgent is there too; all else is answered no."
    lines = ["", "WHO WOULD NOW BE TOLD SOMETHING ELSE", *textwrap.wrap(note, WIDTH, initial_indent="  ", subsequent_indent="  ")]
    groups = age_groups(old, new)
    for direction, group in groupby(found, key=_direction):
        lines += ["", f"  {direction}"]
        for (before, after), alike in groupby(group, key=lambda each: (_told(each.before), _told(each.after))):
            lines += ["", f"    {before}  ->  {after}"]
            for ages, same_age in groupby(alike, key=lambda each: each.ages):
                lines += _at_age(list(same_age), _ages(ages, groups), _means(old, new))
    return lines


def _direction(change: Change) -> str:
    if change.after.tier < change.before.tier:
        return "LESS URGENT"
    return "MORE URGENT" if change.after.tier > change.before.tier else "AS URGENT, OTHER ADVICE"


def _told(verdict: Verdict) -> str:
    return f"{TIER_NAMES[verdict.tier]} ({verdict.advice})"


def _at_age(alike: list[Change], ages: str, means: Mapping[str, str]) -> list[str]:
    """People of the same age told the same: what all of them have is named once."""
    shared: Signs = frozenset.intersection(*(each.signs for each in alike))
    if len(alike) == 1 or not shared:
        return [line for each in alike for line in _bullet(f"{_signs(each.signs, means)}; {ages} [{_rules(each)}]", "      * ")]
    lines = _bullet(f"{_signs(shared, means)}; {ages}; AND one of:", "      * ")
    rest = (f"{_signs(each.signs - shared, means)} [{_rules(each)}]" for each in alike)
    return [*lines, *(line for words in rest for line in _bullet(words, "          - "))]


def _bullet(words: str, mark: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_long_words=False, break_on_hyphens=False
    )


def _rules(change: Change) -> str:
    return " -> ".join(each.rule or "no rule" for each in (change.before, change.after))


def _means(*books: Rulebook) -> dict[str, str]:
    return {each.id: each.means for book in books for each in book.findings.values()}


def _signs(signs: Signs, means: Mapping[str, str]) -> str:
    told = [means[finding] if state is State.PRESENT else f"NOT SURE: {means[finding]}" for finding, state in sorted(signs)]
    return " AND ".join(told) or "Nothing but the pain"


def _ages(ages: tuple[int, ...], groups: tuple[int, ...]) -> str:
    """Age groups that touch are named as one."""
    if ages == groups:
        return "at any age"
    starts = [each for each in groups if each != UNKNOWN_AGE]
    ends = dict(zip(starts, [*(start - 1 for start in starts[1:]), OLDEST], strict=True))
    spans: list[tuple[int, int]] = []
    for start in (each for each in ages if each != UNKNOWN_AGE):
        if spans and spans[-1][1] == start - 1:
            spans[-1] = (spans[-1][0], ends[start])
        else:
            spans.append((start, ends[start]))
    unknown = ["age not told"] if UNKNOWN_AGE in ages else []
    return ", ".join([*(_span(first, last) for first, last in spans), *unknown])


def _span(first: int, last: int) -> str:
    if last == OLDEST:
        return "at any age told" if first == 0 else f"from {first}"
    return f"under {last + 1}" if first == 0 else f"{first} to {last}"


# ---------------------------------------------------------------- what is asked and said


def _asked(old: Rulebook, new: Rulebook) -> Iterator[str]:
    before, after = list(old.question), list(new.question)
    yield from (f"  New question: {each}" for each in after if each not in before)
    yield from (f"  No longer asked: {each}" for each in before if each not in after)
    shared = [each for each in after if each in before]
    if shared != [each for each in before if each in after]:
        yield from _lines(f"New order: {', '.join(shared)}")
    for name in shared:
        was, now = old.question[name], new.question[name]
        for what, earlier, later in (
            ("settles", was.settles, now.settles),
            ("covers", was.covers, now.covers),
            ("is asked only after", was.after, now.after),
            ("counts an unsure answer as present", was.unsure_counts_as_present, now.unsure_counts_as_present),
            ("is about danger now", was.danger_now, now.danger_now),
            ("asks which sign it was", was.asks_which, now.asks_which),
        ):
            if earlier != later:
                yield from _lines(f"{name} {what}: {_plain(earlier)}  ->  {_plain(later)}")
    lengths = [len(questions_left(book, book.told_by_age(ADULT))) for book in (old, new)]
    if lengths[0] != lengths[1]:
        yield f"  Questions after no to everything, at {ADULT}, beside the age: {lengths[0]}  ->  {lengths[1]}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "nothing"
    return "yes" if value else "no"


def _meanings(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for name, finding in new.findings.items():
        if name not in old.findings:
            yield from _lines(f"New: {name}: {finding.means}")
        elif old.findings[name].means != finding.means:
            yield from _lines(f"{name}: {old.findings[name].means}  ->  {finding.means}")
    yield from (f"  Gone: {name}" for name in old.findings if name not in new.findings)


def _words(old: OldBook) -> Iterator[str]:
    """What scripts say, in the country of the older book."""
    if not old.advice:
        yield "  Not compared: a rulebook.toml holds no words. `python -m skill rulebook --json` keeps them."
        return
    now = {each["id"]: (each["you"], each["them"]) for each in rulebook.as_dict(old.locale)["advice"]}
    yield from (f"  New script: {name}" for name in now if name not in old.advice)
    yield from (f"  Gone: {name}" for name in old.advice if name not in now)
    for name in (each for each in now if each in old.advice):
        for form, before, after in zip(("to the person", "about somebody else"), old.advice[name], now[name], strict=True):
            if before != after:
                yield f"  {name}, {form}, {old.locale}:"
                yield from (line for sign, words in (("-", before), ("+", after)) for line in _lines(f"{sign} {words}", "    "))


def _lines(words: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_long_words=False)
