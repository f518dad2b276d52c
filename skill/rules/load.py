"""From the rulebook's data to a checked `Rulebook`. A malformed one stops the program, with file, key and what is wrong."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from skill.rules.model import Combination, Finding, Question, Rule, Rulebook, Source, Tier

FILE = "rulebook.toml"
MARKS = ("V", "S", "UNVERIFIED")
UNSURE_POLICIES = ("present", "caution")

Data = Mapping[str, Any]


class RulebookError(ValueError):
    """The rulebook cannot be used. The message names the file, the key and the fault."""

    def __init__(self, key: str, fault: str) -> None:
        file = "sources" if key.partition(".")[0] == "source" else FILE
        super().__init__(f"{file}: {key}: {fault}")


def load_rulebook(data: Data, sources: Iterable[Data]) -> Rulebook:
    """Build and check the rulebook. Raises RulebookError."""
    rulebook = Rulebook(
        version=_text(data, "version", "version"),
        reviewed=str(data.get("reviewed", "")),
        findings=_findings(_table(data, "finding")),
        questions=tuple(_question(each) for each in _rows(data, "question")),
        rules=tuple(_rule(each) for each in _rows(data, "rule")),
        sources=_sources(sources),
    )
    _check_unique(rulebook)
    _check_references(rulebook)
    _check_usefulness(rulebook)
    return rulebook


def _table(data: Data, key: str) -> Data:
    value = data.get(key)
    if not isinstance(value, Mapping) or not value:
        raise RulebookError(key, "is missing or empty")
    return value


def _rows(data: Data, key: str) -> list[Data]:
    value = data.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(row, Mapping) for row in value):
        raise RulebookError(key, f"needs at least one [[{key}]]")
    return value


def _text(data: Data, name: str, key: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RulebookError(key, f"`{name}` must be text and not empty")
    return value


def _ids(data: Data, name: str, key: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise RulebookError(key, f"`{name}` must be a list of ids")
    return tuple(value)


def _age(data: Data, name: str, key: str) -> int | None:
    bounds = data.get("from_age", {})
    if not isinstance(bounds, Mapping) or not set(bounds) <= {"from", "below"}:
        raise RulebookError(key, "`from_age` takes `from` and `below`, in years")
    value = bounds.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise RulebookError(key, f"`from_age.{name}` must be a whole number of years")
    return value


def _known(data: Any, key: str, fields: str) -> Data:
    """The data of one entry. A misspelt field is a fault: left unread, it would silently change what is told."""
    if not isinstance(data, Mapping):
        raise RulebookError(key, "is not a table")
    for field in data:
        if field not in fields.split():
            raise RulebookError(key, f"there is no field `{field}`")
    return data


def _flag(data: Data, name: str, key: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise RulebookError(key, f"`{name}` must be true or false")
    return value


def _findings(table: Data) -> dict[str, Finding]:
    findings = {}
    for name, data in table.items():
        key = f"finding.{name}"
        _known(data, key, "means implies reopens from_age")
        findings[name] = Finding(
            id=name,
            means=_text(data, "means", key),
            implies=_ids(data, "implies", key),
            reopens=_ids(data, "reopens", key),
            at_least=_age(data, "from", key),
            below=_age(data, "below", key),
        )
    return findings


def _question(data: Data) -> Question:
    name = _text(data, "id", "question")
    key = f"question.{name}"
    _known(data, key, "id settles covers after unsure danger_now which number sources")
    if data.get("number", "age") != "age":
        raise RulebookError(key, "`number` can only be age")
    if data.get("unsure") not in UNSURE_POLICIES:
        raise RulebookError(key, f"`unsure` must be one of {', '.join(UNSURE_POLICIES)}")
    return Question(
        id=name,
        settles=_ids(data, "settles", key),
        covers=_ids(data, "covers", key),
        after=_ids(data, "after", key),
        unsure_counts_as_present=data["unsure"] == "present",
        danger_now=_flag(data, "danger_now", key),
        asks_which=_flag(data, "which", key),
        asks_age=data.get("number") == "age",
        sources=_ids(data, "sources", key),
    )


def _rule(data: Data) -> Rule:
    name = _text(data, "id", "rule")
    key = f"rule.{name}"
    _known(data, key, "id row tier when advice sources decision ends_triage")
    tier = _text(data, "tier", key)
    if tier not in (each.slug for each in Tier):
        raise RulebookError(key, f"there is no tier `{tier}`")
    return Rule(
        id=name,
        row=_text(data, "row", key),
        tier=Tier[tier.upper()],
        combinations=_minimal(_combinations(data.get("when"), key)),
        advice=_text(data, "advice", key),
        sources=_ids(data, "sources", key),
        decision=str(data.get("decision", "")),
        ends_triage=_flag(data, "ends_triage", key),
    )


def _combinations(when: Any, key: str) -> list[Combination]:
    """Every way of meeting a nested any / all condition."""
    if isinstance(when, str):
        return [frozenset({when})]
    if not isinstance(when, Mapping) or len(when) != 1 or not set(when) <= {"any", "all"}:
        raise RulebookError(key, "`when` must be a finding, { any = [...] } or { all = [...] }")
    [(kind, parts)] = when.items()
    if not isinstance(parts, list) or not parts:
        raise RulebookError(key, f"`{kind}` needs a list of conditions")
    ways = [_combinations(part, key) for part in parts]
    if kind == "any":
        return [each for way in ways for each in way]
    return [frozenset().union(*choice) for choice in product(*ways)]


def _minimal(combinations: list[Combination]) -> tuple[Combination, ...]:
    kept = [each for each in combinations if not any(other < each for other in combinations)]
    return tuple(dict.fromkeys(kept))


def _sources(rows: Iterable[Data]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for data in rows:
        name = _text(_known(data, "source", "id title publisher url mark says"), "id", "source")
        key = f"source.{name}"
        if name in sources:
            raise RulebookError(key, "stands twice")
        if data.get("mark") not in MARKS:
            raise RulebookError(key, f"`mark` must be one of {', '.join(MARKS)}")
        texts = {field: _text(data, field, key) for field in ("title", "publisher", "says")}
        sources[name] = Source(id=name, mark=data["mark"], url=str(data.get("url", "")), **texts)
    return sources


def _check_unique(rulebook: Rulebook) -> None:
    for kind, rows in (("question", rulebook.questions), ("rule", rulebook.rules)):
        ids = [row.id for row in rows]
        for name in ids:
            if ids.count(name) > 1:
                raise RulebookError(f"{kind}.{name}", "stands twice")


def _check_references(rulebook: Rulebook) -> None:
    """Every id that is named exists, and every question and rule has a source."""
    for question in rulebook.questions:
        _check_named(rulebook, f"question.{question.id}", question.touches + question.after, question.sources)
    for rule in rulebook.rules:
        findings = frozenset[str]().union(*rule.combinations)
        _check_named(rulebook, f"rule.{rule.id}", tuple(sorted(findings)), rule.sources)
    for each in rulebook.findings.values():
        _check_findings(rulebook, f"finding.{each.id}", each.implies)
        for name in each.reopens:
            if name not in rulebook.question:
                raise RulebookError(f"finding.{each.id}", f"there is no question `{name}`")


def _check_named(rulebook: Rulebook, key: str, findings: tuple[str, ...], sources: tuple[str, ...]) -> None:
    if not findings:
        raise RulebookError(key, "names no finding")
    if not sources:
        raise RulebookError(key, "has no source")
    _check_findings(rulebook, key, findings)
    for source in sources:
        if source not in rulebook.sources:
            raise RulebookError(key, f"there is no source `{source}`")


def _check_findings(rulebook: Rulebook, key: str, findings: tuple[str, ...]) -> None:
    for finding in findings:
        if finding not in rulebook.findings:
            raise RulebookError(key, f"there is no finding `{finding}`")


def _check_usefulness(rulebook: Rulebook) -> None:
    """Every finding is used by a rule, and every question can matter to one."""
    used = frozenset().union(*(each for rule in rulebook.rules for each in rule.combinations))
    for finding in rulebook.findings.values():
        if not used.intersection(rulebook.told(finding.id)):
            raise RulebookError(f"finding.{finding.id}", "no rule uses it")
    for question in rulebook.questions:
        if not used & set(question.touches):
            raise RulebookError(f"question.{question.id}", "its answer can never matter")
