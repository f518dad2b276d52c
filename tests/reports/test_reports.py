"""What the command line prints for clinicians and programs."""

import json
from typing import Any

import pytest

from skill.__main__ import main
from skill.content import library
from skill.reports import interview
from tests.support import run

Printed = pytest.CaptureFixture[str]


def printed(capsys: Printed, *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("locale", library.LOCALES)
def test_rulebook_as_json_is_whole(locale: str, capsys: Printed) -> None:
    """Everything that decides and everything that is said is there, with its sources, and nothing is left to fill in."""
    text = printed(capsys, "rulebook", "--json", "--locale", locale)
    book = json.loads(text)
    rules = library.rulebook()
    assert book["version"] == rules.version
    assert book["locale"] == locale
    assert [each["id"] for each in book["findings"]] == list(rules.findings)
    assert [each["id"] for each in book["questions"]] == list(rules.question)
    assert [each["id"] for each in book["rules"]] == list(rules.rule)
    assert {each["id"] for each in book["advice"]} == set(library.advice_scripts())
    assert {each["id"] for each in book["tips"]} == set(library.texts().tips)
    assert [each["id"] for each in book["surgery"]] == list(library.material().chapters)
    assert {each["id"] for each in book["sources"]} == set(rules.sources)
    for advice in book["advice"]:
        assert set("{}") & set(advice["you"].replace("{because}", "").replace("{reason}", "")) == set(), advice["id"]
    for part in ("questions", "tips", "surgery"):
        assert "{" not in json.dumps([list(each.values()) for each in book[part]]).replace('{"', "")


def test_rulebook_as_text_names_everything(capsys: Printed) -> None:
    """A clinician finds every finding, question, rule, advice, tip, source and number, and that nobody has reviewed it yet."""
    text = printed(capsys, "rulebook")
    rules = library.rulebook()
    for name in (*rules.findings, *rules.question, *rules.rule, *library.advice_scripts(), *library.texts().tips, *rules.sources):
        assert name in text
    assert "NO CLINICIAN HAS REVIEWED THIS YET" in text
    assert "988" in text


def test_every_number_says_how_it_was_checked(capsys: Printed) -> None:
    """No telephone number without a mark."""
    book = json.loads(printed(capsys, "rulebook", "--json"))
    assert {each["locale"] for each in book["numbers"]} == set(library.LOCALES)
    assert all(each["mark"] in ("V", "S", "UNVERIFIED") for each in book["numbers"])


def test_interview_lists_the_questions_in_order_with_what_they_lead_to(capsys: Printed) -> None:
    """Every question once, in the rulebook's order, numbered as far as an all-clear goes, with its outcomes."""
    text = printed(capsys, "interview", "--locale", "en-GB")
    places = [text.index(f"[{question.id}]") for question in library.rulebook().questions]
    assert places == sorted(places)
    assert "An all-clear takes 24 questions" in text
    assert "24. " in text
    assert "25. " not in text
    assert "yes: ambulance: Pain, pressure or tightness in the chest now (rule heart-lungs-collapse)" in text


@pytest.mark.parametrize("question", library.rulebook().questions, ids=lambda question: question.id)
def test_every_question_leads_somewhere(question: Any) -> None:
    """A yes to any question can lead to something, most urgent first."""
    assert interview.outcomes(library.rulebook(), question)


# ---------------------------------------------------------------- understand

LINES = [
    '{"text": "yes", "asked": "chest"}',
    '{"text": "yes"}',
    "",
    "not json",
    "[1]",
    '"text"',
    '{"text": 3}',
    '{"asked": "chest"}',
    '{"text": "yes", "asked": "headache"}',
    '{"text": "yes", "asked": []}',
    '{"text": "yes", "asked": 3}',
    '{"text": "", "asked": null}',
    '{"text": "I am fifty four", "asked": "age"}',
]


@pytest.fixture(scope="module")
def understood() -> list[dict[str, Any]]:
    done = run("-m", "skill", "understand", told="\n".join(LINES) + "\n")
    assert done.stderr == ""
    assert done.returncode == 1
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_gets_an_object(understood: list[dict[str, Any]]) -> None:
    """One object for each line that is not blank, in their order."""
    assert len(understood) == len([line for line in LINES if line])


def test_good_lines_get_findings_and_answer(understood: list[dict[str, Any]]) -> None:
    """Findings by id with their state, and yes, no, unsure or null."""
    for result in (understood[0], understood[1], understood[-2], understood[-1]):
        assert "error" not in result
        assert set(result["findings"]) <= set(library.rulebook().findings)
        assert set(result["findings"].values()) <= {"present", "absent", "unsure"}
        assert result["answer"] in ("yes", "no", "unsure", None)
    assert understood[0]["answer"] == "yes"
    assert understood[-2] == {"findings": {}, "answer": None}


def test_bad_lines_get_an_error_that_says_what_is_wrong(understood: list[dict[str, Any]]) -> None:
    """A line that cannot be read does not keep the others from being read."""
    assert all(set(result) == {"error"} and result["error"] for result in understood[2:-2])


def test_all_good_lines_end_well() -> None:
    """The exit status is 0 when every line could be read."""
    done = run("-m", "skill", "understand", "--locale", "en-AU", told='{"text": "no", "asked": null}\n')
    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize("arguments", [(), ("dance",), ("talk", "--locale", "de-DE"), ("desk", "--port", "high")], ids=str)
def test_wrong_command_is_refused_with_a_message(arguments: tuple[str, ...], capsys: Printed) -> None:
    """What is not a command ends with status 2 and how to use it."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m skill" in capsys.readouterr().err
