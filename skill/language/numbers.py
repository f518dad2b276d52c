"""Numbers as people say them: ages, temperatures, durations. The words are from content."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from skill.language.expressions import spread
from skill.language.patterns import Pattern

YEARS_AT_MOST = 120
CELSIUS = (34.0, 43.0, 38.0)
FAHRENHEIT = (94.0, 109.0, 100.4)
"""The lowest and highest temperature a person can have, and the least that is a fever."""


class NumberWords:
    """The number words of one language.

    Expressions about ages are kept as text, and `re` compiles and keeps them once a number is heard that may be an age: to
    compile them for everybody would be a good part of a cold start.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._never_before_age = tuple(data["never_before_age"])
        self._units: Mapping[str, int] = data["units"]
        self._tens: Mapping[str, int] = data["tens"]
        self._decades: Mapping[str, int] = data["decades"]
        self._days: Mapping[str, float] = data["days"]
        self._few: Mapping[str, int] = data["few"]
        self._part_of_decade: Mapping[str, int] = data["part_of_decade"]
        self._latest_in_decade: int = data["latest_in_decade"]
        self._vague: Mapping[str, int] = data["vague_age"]
        self._hundred: str = data["hundred"]
        self._one = frozenset(data["one"])
        self._number_words = frozenset((*self._units, *self._tens, self._hundred))
        self._and: str = data["and"]
        self._point: str = data["point"]
        self._not_an_age = _any_of(data["not_an_age"])
        self._before_age = rf"\b(?:{_either(data['before_age'])})\s+(?:(?:{_either(data['roughly'])})\s+)?$"
        self._not_yet = rf"\b(?:{_either(data['not_yet'])})\s+$"
        self._next_birthday = rf"\b(?:{_either(data['next_birthday'])})\s+$"
        self._not_mine = rf"\b(?:{_either(data['not_mine'])})\s+$"
        child = data["child"]
        names, verbs = _either(child["names"]), _either(child["verbs"])
        self._my, self._old = rf"\b(?:{_either(child['my'])})\s+$", _any_of(child["old"])
        self._child = rf"\b(?:{names})(?:{verbs})\s+(?:(?:{_either(data['roughly'])})\s+)?$"
        self._child_hurts = rf"\b(?:{_either(child['hurts'])})\b"
        self._own = rf"\b(?:{_either(child['own'])})\b"
        third, roughly = _either(data["third_person"]), _either(data["roughly"])
        self._third_before, self._third_first = rf"\b(?:{third})\s+(?:(?:{roughly})\s+)?$", rf"(?:{third})\b"
        self._corrected = rf"\b(?:{_either(data['correction'])})\s+$"
        self._after_age = _any_of(data["after_age"])
        part, decade = rf"(?:({_either(self._part_of_decade)})\s+)?", rf"({_either(self._decades)})\b"
        self._in_decade = Pattern(rf"\b(?:{_either(data['in_decade'])})\s+{part}{decade}")
        self._now_in_decade = Pattern(rf"\b(?:{_either(spread(data['now_in_decade'], data['slots']))})\s+{part}{decade}")
        self._then = frozenset(data["then"])
        self._nothing_but_decade = Pattern(rf"^{part}{decade}$")
        self._temperature = Pattern(rf"\b(?:{_either(data['temperature'])})\b")
        self._weather = Pattern(rf"\b(?:{_either(data['weather'])})\b")
        units = _either(sorted(self._days, key=len, reverse=True))
        not_after = _either(data["not_a_duration"])
        self._duration = Pattern(rf"(?<!\d )\b(\d+|{_either(self._few)})(?: of)? (?:[a-z']+ )??({units})\b(?! (?:{not_after}))")
        self._ago = Pattern(rf"(?<!\d )\b(?:(\d+|{_either(self._few)})(?: of)? )?({units}) (?:{_either(data['ago'])})\b")
        self._plural = Pattern(rf"\b({_either(data['plural_days'])})\b(?! (?:{not_after}))")
        self._plural_days: Mapping[str, float] = data["plural_days"]

    def spoken(self, text: str) -> str:
        """The text with number words turned into digits: "fifty four" becomes 54, "thirty eight point five" 38.5."""
        words = text.replace("-", " ").split()
        if self._number_words.isdisjoint(words):
            return " ".join(words)
        out: list[str] = []
        here = 0
        while here < len(words):
            value, length = self._number_at(words, here)
            out.append(words[here] if length == 0 else f"{value:g}")
            here += max(length, 1)
        return " ".join(out)

    def below_hundred(self) -> list[str]:
        """The numbers from one to ninety-nine in words, in every way that content knows."""
        units = [word for word, value in self._units.items() if value]
        ones = [word for word in units if self._units[word] < 10]
        return [*units, *self._tens, *(f"{ten} {one}" for ten in self._tens for one in ones)]

    def _number_at(self, words: Sequence[str], here: int) -> tuple[float, int]:
        value, length = self._whole_at(words, here)
        if length == 0:
            return 0.0, 0
        rest = words[here + length :]
        if len(rest) > 1 and rest[0] == self._point and (digit := self._digit(rest[1])) is not None:
            return value + digit / 10, length + 2
        return float(value), length

    def _whole_at(self, words: Sequence[str], here: int) -> tuple[int, int]:
        word, following = words[here], words[here + 1 : here + 2]
        if word == self._hundred:
            return self._hundreds(words, here, 1)
        if word in self._one and following == [self._hundred]:
            return self._hundreds(words, here, 2)
        if word in self._tens:
            unit = self._units.get(following[0], 0) if following else 0
            return (self._tens[word] + unit, 2) if 0 < unit < 10 else (self._tens[word], 1)
        return (self._units[word], 1) if word in self._units else (0, 0)

    def _hundreds(self, words: Sequence[str], here: int, said: int) -> tuple[int, int]:
        """A hundred and what follows it, for example "a hundred and one"."""
        at = here + said
        if words[at : at + 1] == [self._and]:
            at += 1
        more, length = self._whole_at(words, at) if at < len(words) else (0, 0)
        return (100 + more, at + length - here) if length and more < 100 else (100, said)

    def _digit(self, word: str) -> int | None:
        value = self._units.get(word, int(word) if word.isdigit() else -1)
        return value if 0 <= value < 10 else None

    def age(self, text: str, *, asked: bool) -> int | None:
        """An age in years told in plain text, or None. When it was not asked for, only "I'm 54" and the like count.

        A decade is taken at its older end and "over sixty" at its word: the more cautious reading.
        """
        numbers = self.spoken(text)
        told = self._exact_age(numbers, asked=asked)
        if told is not None:
            return told
        if decade := self._decade(text, asked=asked):
            return self._decades[decade[2]] + self._part_of_decade.get(decade[1] or "", self._latest_in_decade)
        return next((age for word, age in self._vague.items() if asked and word in text.split()), None)

    def _decade(self, text: str, *, asked: bool) -> re.Match[str] | None:
        """The decade of an age. When it was not asked for, only of an age now: "off a horse in my twenties" tells none."""
        if self._decades.keys().isdisjoint(text.split()):
            return None
        told_now = self._now_in_decade.search(text)
        if told_now and not asked:
            return None if re.match(self._third_first, told_now[0]) and re.search(self._own, text) else told_now
        if told_now or not asked:
            return told_now
        told = self._in_decade.search(text) or self._nothing_but_decade.search(text)
        return told if told and self._then.isdisjoint(text[: told.start()].split()) else None

    def _exact_age(self, numbers: str, *, asked: bool) -> int | None:
        """The age told in digits: of several the one a correction ends with, else the largest."""
        told: list[int] = []
        later = None
        for match in re.finditer(r"\b(\d{1,3})\b(?![.\d])\s*((?:[a-z']+ ?){0,4})", numbers):
            before = numbers[: match.start()]
            age = self._one_age(match, before, numbers, asked=asked)
            if age is None:
                continue
            if re.search(self._not_yet, before):
                later = age
            elif told and re.search(self._corrected, before):
                told = [age]
            else:
                told.append(age)
        return max(told) if told else later

    def _one_age(self, match: re.Match[str], before: str, numbers: str, *, asked: bool) -> int | None:
        """The age that one number tells, or None where it is no age."""
        age, after = int(match[1]), match[2]
        if before.rstrip().endswith(self._never_before_age) or _part_of_a_larger(numbers, match):
            return None
        mine = re.search(self._my, before) and re.match(self._old, after)
        if not asked and (mine or re.search(self._child, before)) and self._is_of_the_child(numbers, after):
            return age if 0 < age <= YEARS_AT_MOST else None
        if mine:
            return None
        if not asked and re.search(self._third_before, before) and re.search(self._own, numbers):
            return None
        if re.search(self._not_mine, before) or re.match(self._not_an_age, after) or not 0 < age <= YEARS_AT_MOST:
            return None
        if not asked and not re.search(self._before_age, before) and not re.match(self._after_age, after):
            return None
        return age - 1 if re.search(self._next_birthday, before) else age

    def _is_of_the_child(self, numbers: str, after: str) -> bool:
        """Whether somebody's son or daughter is the one in pain, not the parent: "my son's 12 and his back hurts"."""
        hurts = re.search(self._child_hurts, numbers) is not None
        return hurts and not re.search(self._own, numbers) and not re.match(self._not_an_age, after)

    def fever(self, text: str, *, asked: bool) -> bool | None:
        """Whether a temperature told in plain text is a fever (38 C or 100.4 F and above), or None when none is told."""
        if not asked and (not self._temperature.search(text) or self._weather.search(text)):
            return None
        for match in re.finditer(r"\b(\d{2,3}(?:\.\d+)?)\b", self.spoken(text)):
            value = float(match[1])
            for lowest, highest, fever in (CELSIUS, FAHRENHEIT):
                if lowest <= value <= highest:
                    return value >= fever
        return None

    def days_ago(self, text: str) -> float | None:
        """How long ago plain text says that something was, in days ("twelve years ago"), or None."""
        match = self._ago.search(self.spoken(text))
        if match is None:
            return None
        if match[1] is None:
            return self._plural_days.get(match[2])
        return (self._few.get(match[1]) or int(match[1])) * self._days[match[2]]

    def days(self, text: str) -> float | None:
        """A duration told in plain text, in days ("for three weeks", "a couple of months"), or None."""
        match = self._duration.search(self.spoken(text))
        if match is None:
            plural = self._plural.search(text)
            return self._plural_days[plural[1]] if plural else None
        count = self._few.get(match[1]) or int(match[1])
        return count * self._days[match[2]]


def _part_of_a_larger(numbers: str, match: re.Match[str]) -> bool:
    """Whether a number stands directly beside another: "two hundred" is not an age of two."""
    before, after = numbers[: match.start()].split(), numbers[match.end(1) :].split()
    return bool(before and before[-1].isdigit()) or bool(after and after[0].isdigit())


def _either(words: Sequence[str] | Mapping[str, Any]) -> str:
    return "|".join(re.escape(word) for word in words)


def _any_of(words: Sequence[str]) -> str:
    return rf"(?:{_either(words)})\b"
