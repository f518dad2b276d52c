"""Loading the rulebook: what is wrong with one is told by file and key, and the program stops."""

from copy import deepcopy
from typing import Any

import pytest

from skill.rules import RulebookError, State, Tier, load_rulebook
from tests.support import REMOVED, changed

SOURCES: list[Any] = [{"id": "book", "mark": "V", "title": "A book", "publisher": "A press", "says": "Something."}]
GOOD: dict[str, Any] = {
    "version": "1",
    "finding": {
        "fever": {"means": "A fever"},
        "chills": {"means": "Chills", "implies": ["fever"]},
        "old": {"means": "Fifty or older", "from_age": {"from": 50}},
    },
    "question": [
        {"id": "hot", "settles": ["fever"], "unsure": "present", "danger_now": True, "sources": ["book"]},
        {"id": "age", "settles": ["old"], "number": "age", "unsure": "caution", "sources": ["book"]},
    ],
    "rule": [
        {
            "id": "both",
            "row": "1",
            "tier": "ambulance",
            "when": {"all": ["fever", {"any": ["old", "chills"]}]},
            "advice": "go",
            "sources": ["book"],
        },
        {"id": "hot", "row": "2", "tier": "same_day", "when": "fever", "advice": "today", "sources": ["book"]},
    ],
}
HOT, AGE = ("question", 0), ("question", 1)
BOTH, FEVER = ("rule", 0), ("rule", 1)

# Where the rulebook is broken, with what, and the file, key and words that the message must hold.
BROKEN = {
    "no version": (("version",), REMOVED, "rulebook.toml: version"),
    "version not text": (("version",), 3, "rulebook.toml: version"),
    "no findings": (("finding",), REMOVED, "rulebook.toml: finding"),
    "findings in a list": (("finding",), ["fever"], "rulebook.toml: finding"),
    "finding not a table": (("finding", "fever"), "hot", "rulebook.toml: finding.fever"),
    "finding means nothing": (("finding", "fever", "means"), " ", "rulebook.toml: finding.fever: `means`"),
    "implies no list": (("finding", "chills", "implies"), "fever", "rulebook.toml: finding.chills: `implies`"),
    "implies unknown": (("finding", "chills", "implies"), ["cold"], "rulebook.toml: finding.chills: there is no finding `cold`"),
    "age bounds no table": (("finding", "old", "from_age"), 50, "rulebook.toml: finding.old: `from_age`"),
    "age bounds misspelt": (("finding", "old", "from_age"), {"form": 50}, "rulebook.toml: finding.old: `from_age`"),
    "age not whole": (("finding", "old", "from_age"), {"from": "50"}, "rulebook.toml: finding.old: `from_age.from`"),
    "age a flag": (("finding", "old", "from_age"), {"from": True}, "rulebook.toml: finding.old: `from_age.from`"),
    "finding no rule uses": (("finding", "spare"), {"means": "Spare"}, "rulebook.toml: finding.spare: no rule uses it"),
    "finding key misspelt": (("finding", "chills", "implise"), ["fever"], "rulebook.toml: finding.chills"),
    "no questions": (("question",), REMOVED, "rulebook.toml: question"),
    "question not a table": (HOT, "hot", "rulebook.toml: question"),
    "question without id": ((*HOT, "id"), REMOVED, "rulebook.toml: question"),
    "question twice": ((*AGE, "id"), "hot", "rulebook.toml: question.hot: stands twice"),
    "question settles nothing": ((*HOT, "settles"), [], "rulebook.toml: question.hot: names no finding"),
    "question settles unknown": ((*HOT, "settles"), ["cold"], "rulebook.toml: question.hot: there is no finding `cold`"),
    "question covers numbers": ((*HOT, "covers"), [1], "rulebook.toml: question.hot: `covers`"),
    "question after unknown": ((*HOT, "after"), ["cold"], "rulebook.toml: question.hot: there is no finding `cold`"),
    "question unsure missing": ((*HOT, "unsure"), REMOVED, "rulebook.toml: question.hot: `unsure`"),
    "question unsure unknown": ((*HOT, "unsure"), "absent", "rulebook.toml: question.hot: `unsure`"),
    "question without source": ((*HOT, "sources"), REMOVED, "rulebook.toml: question.hot: has no source"),
    "question source unknown": ((*HOT, "sources"), ["tale"], "rulebook.toml: question.hot: there is no source `tale`"),
    "question flag not a flag": ((*HOT, "danger_now"), "false", "rulebook.toml: question.hot: `danger_now`"),
    "question number unknown": ((*AGE, "number"), "weight", "rulebook.toml: question.age: `number`"),
    "question key misspelt": ((*HOT, "afetr"), ["chills"], "rulebook.toml: question.hot"),
    "no rules": (("rule",), [], "rulebook.toml: rule"),
    "rule without id": ((*FEVER, "id"), "", "rulebook.toml: rule"),
    "rule twice": ((*FEVER, "id"), "both", "rulebook.toml: rule.both: stands twice"),
    "rule without row": ((*FEVER, "row"), REMOVED, "rulebook.toml: rule.hot: `row`"),
    "rule tier unknown": ((*FEVER, "tier"), "soon", "rulebook.toml: rule.hot: there is no tier `soon`"),
    "rule tier a number": ((*FEVER, "tier"), 2, "rulebook.toml: rule.hot: `tier`"),
    "rule without advice": ((*FEVER, "advice"), REMOVED, "rulebook.toml: rule.hot: `advice`"),
    "rule without condition": ((*FEVER, "when"), REMOVED, "rulebook.toml: rule.hot: `when`"),
    "rule with a negation": ((*FEVER, "when"), {"not": ["fever"]}, "rulebook.toml: rule.hot: `when`"),
    "rule with two kinds": ((*FEVER, "when"), {"any": ["fever"], "all": ["old"]}, "rulebook.toml: rule.hot: `when`"),
    "rule with empty any": ((*FEVER, "when"), {"any": []}, "rulebook.toml: rule.hot: `any`"),
    "rule with text for a list": ((*FEVER, "when"), {"all": "fever"}, "rulebook.toml: rule.hot: `all`"),
    "rule broken inside": ((*BOTH, "when", "all", 1), {"any": [3]}, "rulebook.toml: rule.both: `when`"),
    "rule finding unknown": ((*FEVER, "when"), "cold", "rulebook.toml: rule.hot: there is no finding `cold`"),
    "rule without source": ((*FEVER, "sources"), [], "rulebook.toml: rule.hot: has no source"),
    "rule source unknown": ((*FEVER, "sources"), ["tale"], "rulebook.toml: rule.hot: there is no source `tale`"),
    "rule key misspelt": ((*FEVER, "end_triage"), True, "rulebook.toml: rule.hot"),
}

BROKEN_SOURCES = {
    "no id": ([{"mark": "V"}], "sources: source"),
    "not a table": (["book"], "sources: source"),
    "twice": ([*SOURCES, *SOURCES], "sources: source.book: stands twice"),
    "mark unknown": ([{**SOURCES[0], "mark": "X"}], "sources: source.book: `mark`"),
    "no title": ([{**SOURCES[0], "title": ""}], "sources: source.book: `title`"),
    "no publisher": ([{**SOURCES[0], "publisher": None}], "sources: source.book: `publisher`"),
    "says nothing": ([{**SOURCES[0], "says": 1}], "sources: source.book: `says`"),
}


@pytest.mark.parametrize(("path", "value", "told"), BROKEN.values(), ids=BROKEN)
def test_broken_rulebook_names_file_key_and_fault(path: tuple[Any, ...], value: Any, told: str) -> None:
    """A broken rulebook stops the program with the file, the key and what is wrong."""
    with pytest.raises(RulebookError) as error:
        load_rulebook(changed({**GOOD}, path, value), SOURCES)
    assert told in str(error.value)


@pytest.mark.parametrize(("sources", "told"), BROKEN_SOURCES.values(), ids=BROKEN_SOURCES)
def test_broken_source_names_file_key_and_fault(sources: list[Any], told: str) -> None:
    """A broken source stops the program with the file, the key and what is wrong."""
    with pytest.raises(RulebookError) as error:
        load_rulebook(GOOD, sources)
    assert told in str(error.value)


def test_question_that_can_never_matter_is_refused() -> None:
    """A question none of whose findings is in a rule is a mistake, also when another finding follows from its own."""
    data = deepcopy(GOOD)
    data["rule"] = [data["rule"][1]]
    with pytest.raises(RulebookError, match=r"rulebook\.toml: (finding\.old: no rule uses it|question\.age)"):
        load_rulebook(data, SOURCES)


def test_good_rulebook_is_read_whole() -> None:
    """What the file says is what the rulebook holds."""
    book = load_rulebook(GOOD, SOURCES)
    assert book.question["hot"].danger_now
    assert book.question["hot"].unsure_counts_as_present
    assert book.question["age"].asks_age
    assert not book.question["age"].unsure_counts_as_present
    assert book.rule["both"].tier is Tier.AMBULANCE
    assert book.rule["hot"].combinations == (frozenset({"fever"}),)
    assert book.told("chills") == ("chills", "fever")
    assert book.sources["book"].publisher == "A press"


def test_nested_conditions_become_every_way_of_meeting_them() -> None:
    """`all` of an `any` is met by each of its choices together with the rest, and by no less."""
    rule = load_rulebook(GOOD, SOURCES).rule["both"]
    assert set(rule.combinations) == {frozenset({"fever", "old"}), frozenset({"fever", "chills"})}


def test_only_the_smallest_ways_of_meeting_a_rule_are_kept() -> None:
    """A way that contains another one adds nothing."""
    data = changed(GOOD, (*FEVER, "when"), {"any": [{"all": ["fever", "old"]}, "fever", {"all": ["fever"]}]})
    assert load_rulebook(data, SOURCES).rule["hot"].combinations == (frozenset({"fever"}),)


@pytest.mark.parametrize(("age", "state"), [(0, State.ABSENT), (49, State.ABSENT), (50, State.PRESENT), (110, State.PRESENT)])
def test_age_bounds_include_their_own_year(age: int, state: State) -> None:
    """Fifty or older begins at fifty."""
    assert load_rulebook(GOOD, SOURCES).told_by_age(age) == {"old": state}
