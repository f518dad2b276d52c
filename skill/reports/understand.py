"""Reads JSON lines {"text", "asked"} and prints what each was understood to mean."""

import json
from typing import Any, TextIO

from skill.content import library
from skill.dialogue.heard import Answer, Heard

_ANSWERS = {Answer.YES: "yes", Answer.NO: "no", Answer.UNSURE: "unsure", Answer.LEANING_NO: "unsure"}
"""A hedge ("not really") is printed as unsure: it is asked once more."""


def run(lines: TextIO, out: TextIO) -> int:
    """One JSON object for each line; a line that cannot be read gets an `error` instead."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        result = _line(line)
        status = 1 if "error" in result else status
        print(json.dumps(result, ensure_ascii=False), file=out, flush=True)
    return status


def _line(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as error:
        return {"error": f"not JSON: {error}"}
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return {"error": 'expected {"text": "...", "asked": question id or null}'}
    asked = data.get("asked")
    if asked is not None and (not isinstance(asked, str) or asked not in library.rulebook().question):
        return {"error": f"there is no question {asked!r}"}
    heard = library.understanding().hear(data["text"], library.rulebook().question.get(asked or ""))
    return as_json(heard)


def as_json(heard: Heard) -> dict[str, Any]:
    """What was heard, as data. Danger signs told as long-standing are `old`: they are asked about."""
    findings = {finding: state.value for finding, state in heard.findings.items()}
    if heard.age is not None:
        findings |= {finding: state.value for finding, state in library.rulebook().told_by_age(heard.age).items()}
    answer = _ANSWERS[heard.answer] if heard.answer else None
    extra = {"request": heard.request, "age": heard.age, "old": list(heard.old), "about": list(heard.about)}
    return {"findings": findings, "answer": answer, **{name: value for name, value in extra.items() if value}}
