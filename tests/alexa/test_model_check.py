"""Amazon's rules for a skill package: each broken one is named."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.alexa import interaction_model, model_check
from skill.content import library
from skill.reports import package

PATH = "interactionModels/custom/en-US.json"
Change = Callable[[Any], object]


def _small() -> dict[str, Any]:
    """A package for one locale, with few values in each type so that checking it is quick."""
    files: dict[str, Any] = dict(interaction_model.package(("en-US",)))
    model = json.loads(files[PATH])
    for kind in model["interactionModel"]["languageModel"]["types"]:
        for value in kind["values"]:
            value["name"]["synonyms"] = value["name"]["synonyms"][:3]
    return {**files, "skill.json": json.loads(files["skill.json"]), PATH: model}


SMALL = _small()


def faults(change_model: Change | None = None, change_manifest: Change | None = None, *, gone: str = "") -> list[str]:
    """The faults of the small package after something in it was changed."""
    files = deepcopy(SMALL)
    if change_model:
        change_model(files[PATH]["interactionModel"])
    if change_manifest:
        change_manifest(files["skill.json"]["manifest"]["publishingInformation"])
    files.pop(gone, None)
    plain = {name: json.dumps(content) if isinstance(content, dict) else content for name, content in files.items()}
    return list(model_check.faults(plain))


def intent(model: Any, name: str) -> Any:
    return next(each for each in model["languageModel"]["intents"] if each["name"] == name)


def values(model: Any, kind: str) -> Any:
    return next(each for each in model["languageModel"]["types"] if each["name"] == kind)["values"]


def named(model: Any, name: str) -> None:
    model["languageModel"]["invocationName"] = name


def without(model: Any, name: str) -> None:
    model["languageModel"]["intents"].remove(intent(model, name))


def say(name: str, *samples: str) -> Change:
    return lambda model: intent(model, name)["samples"].extend(samples)


MODELS: dict[str, tuple[Change, str]] = {
    "duplicate sample": (say("WhyIntent", "why"), "WhyIntent: `why` is claimed by WhyIntent too"),
    "sample in two intents": (say("WhyIntent", "slower"), "`slower` is claimed by"),
    "undeclared slot": (say("WhyIntent", "why {reason}"), "WhyIntent: slot `reason` is not declared"),
    "unused slot": (
        lambda model: intent(model, "AgeIntent").update(samples=["my age"]),
        "AgeIntent: slot `age` is in no sample",
    ),
    "unused type": (
        lambda model: model["languageModel"]["types"].append(
            {"name": "SPARE", "values": [{"id": "a", "name": {"value": "a", "synonyms": []}}]}
        ),
        "type SPARE is not used",
    ),
    "type not defined": (
        lambda model: intent(model, "TipIntent")["slots"][0].update(type="MISSING"),
        "type MISSING is not defined",
    ),
    "type without values": (lambda model: values(model, "TIP_TOPIC").clear(), "type TIP_TOPIC: has no values"),
    "search query without carrier": (say("HaveIntent", "{words}"), "HaveIntent: `{words}` needs a carrier phrase"),
    "search query beside a slot": (
        lambda model: intent(model, "HaveIntent")["slots"].append({"name": "age", "type": "AMAZON.NUMBER"}),
        "HaveIntent: a search query allows no other slot",
    ),
    "slot of two types": (
        lambda model: intent(model, "AgeIntent")["slots"][0].update(type="AMAZON.DATE", name="words"),
        "slot `words` has several types",
    ),
    "illegal character": (say("WhyIntent", "why?"), "WhyIntent: `why?` has characters that are not allowed"),
    "digit": (say("WhyIntent", "why 2"), "WhyIntent: `why 2` has characters that are not allowed"),
    "capital": (say("WhyIntent", "Why so"), "WhyIntent: `Why so` has characters that are not allowed"),
    "intent twice": (
        lambda model: model["languageModel"]["intents"].append(deepcopy(intent(model, "WhyIntent"))),
        "WhyIntent: stands twice",
    ),
    "intent without samples": (lambda model: intent(model, "WhyIntent").update(samples=[]), "WhyIntent: has no samples"),
    "intent without a handler": (
        lambda model: model["languageModel"]["intents"].append({"name": "DanceIntent", "samples": ["dance"]}),
        "DanceIntent: no handler answers it",
    ),
    "handler without an intent": (lambda model: without(model, "SlowerIntent"), "SlowerIntent: is handled, but not in the model"),
    "required built-in": (lambda model: without(model, "AMAZON.StopIntent"), "AMAZON.StopIntent: is required"),
    "promised phrase": (
        lambda model: intent(model, "HowManyIntent").update(samples=["how long"]),
        "a prompt promises `how many more`, which is in no intent",
    ),
    "value over-long": (
        lambda model: values(model, "SYMPTOM")[0]["name"]["synonyms"].append("a" * 141),
        f"type SYMPTOM: `{'a' * 141}` is empty or too long",
    ),
    "value twice": (
        lambda model: values(model, "SYMPTOM")[1]["name"]["synonyms"].append(values(model, "SYMPTOM")[0]["name"]["value"]),
        "stands twice",
    ),
    "value with a digit": (
        lambda model: values(model, "SYMPTOM")[0]["name"]["synonyms"].append("l5"),
        "type SYMPTOM: `l5` has characters",
    ),
    "missing prompt": (lambda model: model["prompts"].clear(), "dialog: prompt Elicit.AnswerIntent.words is missing"),
    "dialog of no intent": (
        lambda model: model["dialog"]["intents"][0].update(name="DanceIntent"),
        "dialog: there is no intent DanceIntent",
    ),
    "dialog of no slot": (
        lambda model: model["dialog"]["intents"][0]["slots"][0].update(name="age"),
        "dialog: AnswerIntent has no slot age",
    ),
    "elicited intent not in dialog": (lambda model: model["dialog"]["intents"].clear(), "AnswerIntent"),
    "too many intents": (
        lambda model: model["languageModel"]["intents"].extend(
            {"name": f"A{n}Intent", "samples": [f"a {'b' * n}"]} for n in range(1, 240)
        ),
        "has too many intents or types",
    ),
    "too large": (lambda model: model.update(note="x" * 1_500_000), "is larger than 1500000 bytes"),
    "one word invocation": (lambda model: named(model, "spine"), "invocationName: one word is not enough"),
    "launch word": (lambda model: named(model, "open spine"), "invocationName: may not hold `open`"),
    "connecting word": (lambda model: named(model, "spine check with care"), "invocationName: may not hold `with`"),
    "brand": (lambda model: named(model, "spine skill"), "invocationName: may not hold `skill`"),
    "article in two words": (
        lambda model: named(model, "the spine"),
        "invocationName: two words may not hold an article or preposition",
    ),
    "capital in the name": (lambda model: named(model, "Spine Check"), "invocationName: only lower-case letters"),
    "digit in the name": (lambda model: named(model, "spine check 2"), "invocationName: only lower-case letters"),
}


def _page(**change: Any) -> Change:
    return lambda publishing: publishing["locales"]["en-US"].update(change)


MANIFESTS: dict[str, tuple[Change, str]] = {
    "example not in the model": (
        _page(examplePhrases=["Alexa, open spine check", "Alexa, ask spine check to sing a song for my supper"]),
        "skill.json: en-US: example `Alexa, ask spine check to sing a song for my supper` is not in the model",
    ),
    "example with another name": (
        _page(examplePhrases=["Alexa, open spine check", "Alexa, ask back check for a lifting tip"]),
        "skill.json: en-US: example `Alexa, ask back check for a lifting tip` is not in the model",
    ),
    "first example does not open": (
        _page(examplePhrases=["Alexa, ask spine check for a lifting tip"]),
        "must open the skill by its name",
    ),
    "four examples": (_page(examplePhrases=["Alexa, open spine check"] * 4), "examplePhrases: one to three"),
    "summary too long": (_page(summary="s" * 161), "en-US: summary: over 160"),
    "no disclaimer": (_page(description="A check."), "en-US: description: the health disclaimer is missing"),
    "too many keywords": (_page(keywords=["k"] * 31), "en-US: keywords: over 30"),
    "icon missing": (_page(smallIconUri="file://assets/images/none.png"), "smallIconUri: there is no"),
    "testing too long": (lambda publishing: publishing.update(testingInstructions="t" * 4001), "testingInstructions: over 4000"),
    "locale without a model": (
        lambda publishing: publishing["locales"].update({"en-GB": publishing["locales"]["en-US"]}),
        "en-GB: has no interaction model",
    ),
}


def test_package_breaks_no_rule() -> None:
    """What content makes is accepted."""
    assert faults() == []


@pytest.mark.parametrize(("change", "fault"), MODELS.values(), ids=MODELS)
def test_broken_model_is_named(change: Change, fault: str) -> None:
    """Each broken rule of the interaction model gives the fault that names it, with the file."""
    assert [each for each in faults(change) if fault in each and each.startswith(PATH)], fault


@pytest.mark.parametrize(("change", "fault"), MANIFESTS.values(), ids=MANIFESTS)
def test_broken_manifest_is_named(change: Change, fault: str) -> None:
    """Each broken rule of the skill's page gives the fault that names it, with the file."""
    assert [each for each in faults(None, change) if fault in each and each.startswith("skill.json")], fault


def test_missing_icon_is_named() -> None:
    """An icon that the manifest names must be in the package."""
    assert "skill.json: en-US: smallIconUri: there is no file://assets/images/icon-108.png" in faults(
        gone="assets/images/icon-108.png"
    )


def test_committed_package_is_fresh_and_breaks_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m skill model --check` passes on what is committed."""
    status = main(["model", "--check"])
    assert (status, capsys.readouterr().err) == (0, "")


def test_changed_missing_and_extra_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check fails when a file was changed, taken away or added by hand, and names each."""
    for name, content in interaction_model.package().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    changed, missing, extra = (
        tmp_path / "interactionModels" / "custom" / name for name in ("en-GB.json", "en-AU.json", "en-ZZ.json")
    )
    changed.write_text(changed.read_text(encoding="utf-8").replace("spine check", "spine chock"), encoding="utf-8")
    missing.unlink()
    extra.write_text("{}", encoding="utf-8")
    assert package.check(tmp_path) == 1
    told = capsys.readouterr().err
    for name in ("en-GB.json", "en-AU.json", "en-ZZ.json"):
        assert f"interaction_model/interactionModels/custom/{name}: is stale or missing" in told
    for name in set(library.LOCALES) - {"en-GB", "en-AU"}:
        assert f"{name}.json: is stale" not in told
