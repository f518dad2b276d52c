"""The rules that Amazon's console, build and certification apply to a skill package, checked before it leaves the desk.

Each fault names file, key and rule. Sources: Amazon's documentation of interaction-model limits, invocation names, sample
utterances and functional testing.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skill.alexa import intents
from skill.content import library

MOST_BYTES = 1_500_000
MOST_INTENTS = 250
MOST_INTENTS_AND_TYPES = 350
MOST_VALUE_CHARACTERS = 140
REQUIRED = ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.HelpIntent", "AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent")
SEARCH_QUERY = "AMAZON.SearchQuery"
_LAUNCH_WORDS = "run start play resume use launch ask open tell load begin enable".split()
_CONNECTING_WORDS = "to from in using with about for that by if and whether".split()
_BRAND_WORDS = "alexa amazon echo skill app".split()
_SMALL_WORDS = "the a an for to of about up by at off with".split()
_SAMPLE = re.compile(r"(?:[a-z]+(?:'[a-z]+)*'?|[a-z]\.|\{[a-z_]+\})(?: (?:[a-z]+(?:'[a-z]+)*'?|[a-z]\.|\{[a-z_]+\}))*")

Json = Mapping[str, Any]


def faults(files: Mapping[str, str | bytes]) -> Iterator[str]:
    """Every broken rule in a skill package: path to content."""
    manifest = json.loads(files["skill.json"])["manifest"]
    yield from (f"skill.json: {fault}" for fault in _manifest(manifest, files))
    alike: dict[str | bytes, list[str]] = defaultdict(list)
    for path, text in files.items():
        if path.startswith("interactionModels/"):
            alike[text].append(path)
    for text, paths in alike.items():
        model = json.loads(text)["interactionModel"]
        spoken = _spoken(model["languageModel"])
        found = [*_size(text), *_model(model), *_promises(spoken)]
        yield from (f"{', '.join(paths)}: {fault}" for fault in found)
        for path in paths:
            locale = path.rpartition("/")[2].removesuffix(".json")
            examples = _examples(manifest, locale, model["languageModel"]["invocationName"], spoken)
            yield from (f"skill.json: {locale}: {fault}" for fault in examples)


def _size(text: str | bytes) -> Iterator[str]:
    if len(text if isinstance(text, bytes) else text.encode()) > MOST_BYTES:
        yield f"is larger than {MOST_BYTES} bytes"


def _model(model: Json) -> Iterator[str]:
    language = model["languageModel"]
    yield from (f"invocationName: {fault}" for fault in _invocation(language["invocationName"]))
    yield from _counts(language)
    yield from _utterances(language["intents"])
    for intent in language["intents"]:
        yield from (f"{intent['name']}: {fault}" for fault in _intent(intent))
    yield from _slots_and_types(language)
    yield from _handlers(language["intents"])
    yield from _dialog(model)


def _invocation(name: str) -> Iterator[str]:
    words = name.split()
    if not re.fullmatch(r"[a-z]+(?:'s)?(?: [a-z]+(?:'s)?)*", name):
        yield "only lower-case letters, spaces and possessive apostrophes"
    if len(words) < 2:
        yield "one word is not enough"
    if len(words) == 2 and set(words) & set(_SMALL_WORDS):
        yield "two words may not hold an article or preposition"
    for word in set(words) & {*_LAUNCH_WORDS, *_CONNECTING_WORDS, *_BRAND_WORDS}:
        yield f"may not hold `{word}`"


def _counts(language: Json) -> Iterator[str]:
    names = [intent["name"] for intent in language["intents"]]
    if len(names) > MOST_INTENTS or len(names) + len(language["types"]) > MOST_INTENTS_AND_TYPES:
        yield "has too many intents or types"
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{name}: stands twice"
    for name in REQUIRED:
        if name not in names:
            yield f"{name}: is required"


def _utterances(intents_: Sequence[Json]) -> Iterator[str]:
    """No utterance twice, in one intent or in two."""
    claimed: dict[str, str] = {}
    for intent in intents_:
        for said in intent["samples"]:
            # "{topic}" and "{symptom}" alone are the same utterance: any words at all.
            shape = "{}" if re.fullmatch(r"\{[a-z_]+\}", said) else said
            if shape in claimed:
                yield f"{intent['name']}: `{said}` is claimed by {claimed[shape]} too"
            claimed[shape] = intent["name"]


def _intent(intent: Json) -> Iterator[str]:
    declared = [slot["name"] for slot in intent.get("slots", [])]
    used = {name for said in intent["samples"] for name in re.findall(r"\{([a-z_]+)\}", said)}
    if not re.fullmatch(r"(?:AMAZON\.)?[A-Za-z_]+", intent["name"]):
        yield "its name may hold letters and underscores only"
    if not intent["samples"] and not intent["name"].startswith("AMAZON."):
        yield "has no samples"
    for name in declared:
        if not re.fullmatch(r"[a-z_]+", name):
            yield f"slot `{name}`: a name may hold letters and underscores only"
    for name in used - set(declared):
        yield f"slot `{name}` is not declared"
    for name in set(declared) - used:
        yield f"slot `{name}` is in no sample"
    yield from _samples(intent)
    yield from _search_query(intent)


def _samples(intent: Json) -> Iterator[str]:
    for said in intent["samples"]:
        if not _SAMPLE.fullmatch(said):
            yield f"`{said}` has characters that are not allowed"
        if "{" in said and said.split()[0] in _CONNECTING_WORDS:
            yield f"`{said}` begins with a connecting word"


def _search_query(intent: Json) -> Iterator[str]:
    slots = intent.get("slots", [])
    if not any(slot["type"] == SEARCH_QUERY for slot in slots):
        return
    if len(slots) > 1:
        yield "a search query allows no other slot"
    for said in intent["samples"]:
        if re.fullmatch(r"\{[a-z_]+\}", said):
            yield f"`{said}` needs a carrier phrase"


def _slots_and_types(language: Json) -> Iterator[str]:
    types = {entry["name"]: entry for entry in language["types"]}
    kinds: dict[str, set[str]] = defaultdict(set)
    for intent in language["intents"]:
        for slot in intent.get("slots", []):
            kinds[slot["name"]].add(slot["type"])
    used = {kind for each in kinds.values() for kind in each}
    for name, each in kinds.items():
        if len(each) > 1:
            yield f"slot `{name}` has several types: {', '.join(sorted(each))}"
    for kind in used:
        if not kind.startswith("AMAZON.") and kind not in types:
            yield f"type {kind} is not defined"
    for name, entry in types.items():
        if name not in used:
            yield f"type {name} is not used"
        yield from (f"type {name}: {fault}" for fault in _values(entry["values"]))


def _values(values: Sequence[Json]) -> Iterator[str]:
    if not values:
        yield "has no values"
    ways = [way for entry in values for way in (entry["name"]["value"], *entry["name"]["synonyms"])]
    for way, times in Counter(ways).items():
        if times > 1:
            yield f"`{way}` stands twice"
        if not 0 < len(way) <= MOST_VALUE_CHARACTERS:
            yield f"`{way}` is empty or too long"
        if not _SAMPLE.fullmatch(way):
            yield f"`{way}` has characters that are not allowed"


def _handlers(intents_: Sequence[Json]) -> Iterator[str]:
    modelled = {intent["name"] for intent in intents_}
    for name in modelled - intents.handled():
        yield f"{name}: no handler answers it"
    for name in intents.handled() - modelled:
        yield f"{name}: is handled, but not in the model"


def _dialog(model: Json) -> Iterator[str]:
    if intents.ANSWER_INTENT not in [entry["name"] for entry in model["dialog"]["intents"]]:
        yield f"dialog: {intents.ANSWER_INTENT} is elicited, but not listed"
    intents_ = {intent["name"]: intent for intent in model["languageModel"]["intents"]}
    prompts = {prompt["id"] for prompt in model.get("prompts", [])}
    for entry in model["dialog"]["intents"]:
        intent = intents_.get(entry["name"])
        if intent is None:
            yield f"dialog: there is no intent {entry['name']}"
            continue
        for slot in entry["slots"]:
            if slot["name"] not in [each["name"] for each in intent["slots"]]:
                yield f"dialog: {entry['name']} has no slot {slot['name']}"
            if slot["elicitationRequired"] and slot["prompts"]["elicitation"] not in prompts:
                yield f"dialog: prompt {slot['prompts']['elicitation']} is missing"


def _manifest(manifest: Json, files: Mapping[str, str | bytes]) -> Iterator[str]:
    publishing = manifest["publishingInformation"]
    if len(publishing["testingInstructions"]) > 4000:
        yield "testingInstructions: over 4000 characters"
    for locale, page in publishing["locales"].items():
        yield from (f"{locale}: {fault}" for fault in _page(page, files))
        if f"interactionModels/custom/{locale}.json" not in files:
            yield f"{locale}: has no interaction model"


def _page(page: Json, files: Mapping[str, str | bytes]) -> Iterator[str]:
    for key, most in {"summary": 160, "description": 4000, "name": 50}.items():
        if not 2 <= len(page[key]) <= most:
            yield f"{key}: over {most} characters or under 2"
    if len(page["keywords"]) > 30 or any(len(word) > 150 for word in page["keywords"]):
        yield "keywords: over 30, or one over 150 characters"
    if not 1 <= len(page["examplePhrases"]) <= 3:
        yield "examplePhrases: one to three"
    if "not a substitute for professional medical advice" not in page["description"]:
        yield "description: the health disclaimer is missing"
    for key in ("smallIconUri", "largeIconUri"):
        if page[key].removeprefix("file://") not in files:
            yield f"{key}: there is no {page[key]}"


def _examples(manifest: Json, locale: str, name: str, spoken: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """The first example opens the skill; every other is a sample with its slot filled, word for word."""
    phrases = manifest["publishingInformation"]["locales"][locale]["examplePhrases"]
    if phrases and phrases[0].lower() != f"alexa, open {name}":
        yield "the first example phrase must open the skill by its name"
    for phrase in phrases[1:]:
        match = re.fullmatch(rf"alexa, (?:ask|tell) {name} (?:for |about |to |that )?(.*)", phrase.lower())
        if match is None or not any(pattern.fullmatch(match[1]) for pattern in spoken):
            yield f"example `{phrase}` is not in the model"


def _promises(spoken: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """What a prompt tells people to say is a sample, word for word."""
    for phrase in library.model_content()["promised"]:
        if not any(pattern.fullmatch(phrase) for pattern in spoken):
            yield f"a prompt promises `{phrase}`, which is in no intent"


def _spoken(language: Json) -> list[re.Pattern[str]]:
    """Every sample as a pattern: slots of our own types take their values, others any words."""
    values = {
        entry["name"]: "|".join(
            re.escape(way) for value in entry["values"] for way in (value["name"]["value"], *value["name"]["synonyms"])
        )
        for entry in language["types"]
    }
    patterns = []
    for intent in language["intents"]:
        slots = {slot["name"]: f"(?:{values.get(slot['type'], '.+')})" for slot in intent.get("slots", [])}
        for said in intent["samples"]:
            body = re.escape(said).replace(r"\{", "{").replace(r"\}", "}")
            for name, pattern in slots.items():
                body = body.replace("{" + name + "}", pattern)
            patterns.append(re.compile(body))
    return patterns
