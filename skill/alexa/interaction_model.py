"""Builds Amazon's interaction model, and the skill package around it, from content."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skill.content import HERE, library
from skill.language.wording import PAUSE

Json = dict[str, Any]
SEARCH_QUERY = "AMAZON.SearchQuery"
_ALLOWED = re.compile(r"[^a-z' {}_.]")


def package(locales: Sequence[str] = library.LOCALES) -> dict[str, str | bytes]:
    """The whole skill package: path inside `interaction_model/` to its content."""
    files: dict[str, str | bytes] = {"skill.json": _dumps(manifest(locales))}
    model = _dumps(build())
    files.update({f"interactionModels/custom/{locale}.json": model for locale in locales})
    for icon in sorted((HERE / "icons").glob("*.png")):
        files[f"assets/images/{icon.name}"] = icon.read_bytes()
    return files


def _dumps(data: Json) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def build() -> Json:
    """The interaction model. It is the same in every English locale: people say all of these words everywhere."""
    content = library.model_content()
    intents = [*_requests(), *_plain(content), *_words(content), *_topics(content), _age(content)]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": content["invocation"],
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": content["fallback_sensitivity"]}},
                "intents": intents,
                "types": _types(),
            },
            "dialog": {
                "delegationStrategy": "SKILL_RESPONSE",
                "intents": [_elicited(name, entry) for name, entry in _eliciting(content)],
            },
            "prompts": [
                {"id": _prompt_id(name), "variations": [{"type": "PlainText", "value": _prompt()}]}
                for name, _ in _eliciting(content)
            ],
        }
    }


def sample(text: str) -> str:
    """Spoken text in the characters that Amazon allows in samples and values."""
    return " ".join(_ALLOWED.sub(" ", text.lower()).split())


def _intent(name: str, samples: Iterable[str], slots: Sequence[Json] = ()) -> Json:
    unique = list(dict.fromkeys(sample(each) for each in samples))
    return {"name": name, "slots": list(slots), "samples": unique} if slots else {"name": name, "samples": unique}


def _requests() -> list[Json]:
    """The plain ways of steering; those that also take a topic or words are built with their slot."""
    slotted = _slotted_intents()
    entries = [entry for entry in library.requests().values() if entry["intent"] not in slotted]
    return [_intent(entry["intent"], entry["say"]) for entry in entries]


def _slotted_intents() -> frozenset[str]:
    content = library.model_content()
    return frozenset({*content["words"], *content["topics"]})


def _plain(content: Mapping[str, Any]) -> list[Json]:
    taken = {sample(way) for entry in library.requests().values() for way in entry["say"]}
    intents = []
    for name, entry in content["plain"].items():
        ways = library.answer_ways(entry["answers"]) if entry["answers"] else []
        intents.append(_intent(name, [way for way in ways if sample(way) not in taken]))
    return intents


def _words(content: Mapping[str, Any]) -> list[Json]:
    intents = []
    for name, entry in content["words"].items():
        said: list[str] = next((request["say"] for request in library.requests().values() if request["intent"] == name), [])
        slot: Json = {"name": entry.get("slot", "words"), "type": entry.get("type", SEARCH_QUERY)}
        if "elicits" in entry:
            slot["samples"] = entry["elicits"]
        intents.append(_intent(name, [*entry["samples"], *said], [slot]))
    return intents


def _topics(content: Mapping[str, Any]) -> list[Json]:
    intents = []
    for name, entry in content["topics"].items():
        said = next(request["say"] for request in library.requests().values() if request["intent"] == name)
        intents.append(_intent(name, [*entry["samples"], *said], [{"name": entry["slot"], "type": entry["type"]}]))
    return intents


def _age(content: Mapping[str, Any]) -> Json:
    age = content["age"]
    return _intent(age["intent"], age["samples"], [{"name": age["slot"], "type": "AMAZON.NUMBER"}])


def _types() -> list[Json]:
    symptoms = {finding: list(ways) for finding, ways in library.phrases().items()}
    topics = {topic["id"]: [topic["name"], *topic["words"]] for topic in library.tips()["topic"]}
    chapters = {chapter["id"]: [chapter["name"], *chapter["words"]] for chapter in library.surgery()["chapter"]}
    return [_type("SYMPTOM", symptoms), _type("TIP_TOPIC", topics), _type("SURGERY_CHAPTER", chapters)]


def _type(name: str, values: Mapping[str, Sequence[str]]) -> Json:
    """A slot type. A way of saying that two values share stays with the first, the more dangerous one."""
    taken: set[str] = set()
    entries = []
    for value, ways in values.items():
        own = [way for way in dict.fromkeys(sample(each) for each in ways) if way and way not in taken]
        taken.update(own)
        entries.append({"id": value, "name": {"value": own[0], "synonyms": own[1:]}})
    return {"name": name, "values": entries}


def _eliciting(content: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, entry) for name, entry in content["words"].items() if "elicits" in entry]


def _prompt_id(name: str) -> str:
    return f"Elicit.{name}.words"


def _prompt() -> str:
    """Alexa wants a prompt for every slot that may be elicited; the skill always speaks its own instead."""
    return str(library.lines()["ask"]["menu"]["again"])


def _elicited(name: str, entry: Mapping[str, Any]) -> Json:
    slot = {
        "name": entry.get("slot", "words"),
        "type": entry.get("type", SEARCH_QUERY),
        "confirmationRequired": False,
        "elicitationRequired": True,
        "prompts": {"elicitation": _prompt_id(name)},
    }
    return {"name": name, "confirmationRequired": False, "delegationStrategy": "SKILL_RESPONSE", "prompts": {}, "slots": [slot]}


def manifest(locales: Sequence[str]) -> Json:
    """skill.json. The endpoint is added when it is deployed; nothing in it is personal information."""
    page = library.manifest()
    interfaces = [{"type": "ALEXA_PRESENTATION_APL"}]
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "apis": {"custom": {"interfaces": interfaces}},
            "permissions": [],
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "usesPersonalInfo": False,
                "isChildDirected": False,
                "isExportCompliant": True,
                "containsAds": False,
                "usesHealthInfo": False,
            },
            "publishingInformation": {
                "category": "HEALTH_AND_FITNESS",
                "distributionMode": "PUBLIC",
                "isAvailableWorldwide": False,
                "distributionCountries": page["countries"],
                "testingInstructions": page["testing"],
                "locales": {locale: _page(locale) for locale in locales},
            },
        }
    }


def _page(locale: str) -> Json:
    page = library.manifest()
    speaker = library.speaker(locale)
    return {
        "name": page["name"],
        "summary": page["summary"],
        "description": speaker.fill(page["description"]).replace(PAUSE, ""),
        "examplePhrases": page["examples"],
        "keywords": page["keywords"],
        "smallIconUri": "file://assets/images/icon-108.png",
        "largeIconUri": "file://assets/images/icon-512.png",
    }
