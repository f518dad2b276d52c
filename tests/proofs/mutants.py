"""Rulebooks with one thing wrong in each, made from the one in force: every rule, question and policy in turn."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from skill.content import HERE, read
from skill.rules import Rulebook, Tier, load_rulebook

Data = dict[str, Any]
Change = Callable[[Data], None]
TIERS = [tier.slug for tier in Tier]


@dataclass(frozen=True)
class Mutant:
    """One thing changed; `kind` says what sort of change, `name` where."""

    kind: str
    name: str
    change: Change

    @property
    def id(self) -> str:
        return f"{self.kind}: {self.name}"

    def rulebook(self) -> Rulebook:
        """The changed rulebook. Raises RulebookError where loading already refuses it."""
        data = deepcopy(DATA)
        self.change(data)
        return load_rulebook(data, SOURCES)


DATA = read(HERE / "rulebook.toml")
SOURCES = [row for path in sorted((HERE / "sources").glob("*.toml")) for row in read(path).get("source", [])]


def mutants() -> list[Mutant]:
    return [*_of_rules(), *_of_questions(), *_of_findings()]


def _of_rules() -> Iterator[Mutant]:
    for at, rule in enumerate(DATA["rule"]):
        name, tier = rule["id"], TIERS.index(rule["tier"])
        yield Mutant("rule left out", name, lambda data, at=at: data["rule"].pop(at))
        if tier > 0:
            yield Mutant("rule a tier lower", name, _set("rule", at, tier=TIERS[tier - 1]))
        if tier + 1 < len(TIERS):
            yield Mutant("rule a tier higher", name, _set("rule", at, tier=TIERS[tier + 1]))
        yield Mutant("end of triage turned round", name, _set("rule", at, ends_triage=not rule.get("ends_triage", False)))
        for path in _nodes(rule["when"]):
            yield Mutant("any and all changed over", f"{name} {path}", _turned(at, path))
        for path, sign in _leaves(rule["when"]):
            yield Mutant("sign left out of a rule", f"{name} {sign}", _without(at, path))


def _of_questions() -> Iterator[Mutant]:
    rows = DATA["question"]
    for at, question in enumerate(rows):
        name = question["id"]
        yield Mutant("question left out", name, lambda data, at=at: data["question"].pop(at))
        other = "caution" if question["unsure"] == "present" else "present"
        yield Mutant("unsure counts otherwise", name, _set("question", at, unsure=other))
        yield Mutant("danger turned round", name, _set("question", at, danger_now=not question.get("danger_now", False)))
        if question.get("covers"):
            yield Mutant("which turned round", name, _set("question", at, which=not question.get("which", False)))
        if "after" in question:
            yield Mutant("asked of everybody", name, lambda data, at=at: data["question"][at].pop("after"))
        elif question.get("number") != "age":
            yield Mutant("asked only after fever", name, _set("question", at, after=["fever"]))
        for field in ("settles", "covers", "after"):
            for sign in question.get(field, []):
                rest = [each for each in question[field] if each != sign]
                yield Mutant(f"{field} one less", f"{name} {sign}", _set("question", at, **{field: rest}))
        if at:
            yield Mutant("asked first of all", name, lambda data, at=at: data["question"].insert(0, data["question"].pop(at)))
            yield Mutant("asked last of all", name, lambda data, at=at: data["question"].append(data["question"].pop(at)))


def _of_findings() -> Iterator[Mutant]:
    for name, finding in DATA["finding"].items():
        for field in ("implies", "reopens"):
            for each in finding.get(field, []):
                rest = [other for other in finding[field] if other != each]
                yield Mutant(f"{field} one less", f"{name} {each}", _set("finding", name, **{field: rest}))
        for bound, age in finding.get("from_age", {}).items():
            for changed in (age - 1, age + 1):
                yield Mutant("age bound moved", f"{name} {changed}", _set("finding", name, from_age={bound: changed}))


def _set(table: str, at: int | str, **fields: Any) -> Change:
    return lambda data: data[table][at].update(fields)


Path = tuple[Any, ...]


def _nodes(when: Any, path: Path = ()) -> Iterator[Path]:
    """The places of every `any` and `all` of more than one part."""
    if isinstance(when, dict):
        [(kind, parts)] = when.items()
        if len(parts) > 1:
            yield path
        for at, part in enumerate(parts):
            yield from _nodes(part, (*path, kind, at))


def _leaves(when: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(when, str):
        yield path, when
        return
    [(kind, parts)] = when.items()
    for at, part in enumerate(parts):
        yield from _leaves(part, (*path, kind, at))


def _at(data: Data, rule: int, path: Path) -> Any:
    place = data["rule"][rule]["when"]
    for key in path:
        place = place[key]
    return place


def _turned(rule: int, path: Path) -> Change:
    def change(data: Data) -> None:
        node = _at(data, rule, path)
        [(kind, parts)] = node.items()
        del node[kind]
        node["all" if kind == "any" else "any"] = parts

    return change


def _without(rule: int, path: Path) -> Change:
    return lambda data: _at(data, rule, path[:-1]).pop(path[-1])
