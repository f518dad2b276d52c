"""The interaction model and the skill package, built from content."""

import json
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope

from skill.alexa import intents, interaction_model
from skill.content import HERE, library

FILES = interaction_model.package()
MODEL: dict[str, Any] = json.loads(FILES["interactionModels/custom/en-US.json"])
LANGUAGE = MODEL["interactionModel"]["languageModel"]


def read_again(data: Any, kind: type) -> Any:
    """Data read into Amazon's model and written again, as plain data without nulls."""
    serializer = DefaultSerializer()
    return without_nulls(json.loads(json.dumps(serializer.serialize(serializer.deserialize(json.dumps(data), kind)))))


def without_nulls(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_nulls(value) for key, value in data.items() if value is not None}
    return [without_nulls(each) for each in data] if isinstance(data, list) else data


def test_amazons_own_model_knows_every_key_of_the_interaction_model() -> None:
    """Read by ask-smapi-model and written again, nothing is lost or changed."""
    assert read_again(MODEL, InteractionModelData) == MODEL


def test_amazons_own_model_knows_every_key_of_the_manifest() -> None:
    """The same of skill.json."""
    manifest = json.loads(FILES["skill.json"])
    assert read_again(manifest, SkillManifestEnvelope) == manifest


def test_package_is_whole() -> None:
    """A manifest, a model for each locale, and the icons."""
    models = {f"interactionModels/custom/{locale}.json" for locale in library.LOCALES}
    icons = {f"assets/images/{path.name}" for path in (HERE / "icons").glob("*.png")}
    assert set(FILES) == {"skill.json", *models, *icons}
    assert len(icons) == 2


def test_building_twice_gives_the_same() -> None:
    """No chance is in it."""
    assert interaction_model.package(("en-GB",)) == {
        name: content
        for name, content in FILES.items()
        if name not in ["skill.json", *(f"interactionModels/custom/{each}.json" for each in library.LOCALES if each != "en-GB")]
    } | {"skill.json": interaction_model.package(("en-GB",))["skill.json"]}


def test_every_intent_of_the_model_is_handled_and_the_other_way_round() -> None:
    """Nobody is sent to an intent that has no answer."""
    assert {intent["name"] for intent in LANGUAGE["intents"]} == intents.handled()


def test_required_built_ins_are_listed() -> None:
    """The built-ins that certification wants, and those a questionnaire needs."""
    wanted = "Yes No Help Stop Cancel Fallback NavigateHome Repeat StartOver Previous Next Pause".split()
    assert {f"AMAZON.{name}Intent" for name in wanted} <= {intent["name"] for intent in LANGUAGE["intents"]}


def test_what_is_said_next_can_be_elicited() -> None:
    """The answer intent is in the dialog, its slot takes bare words, and its prompt exists."""
    [entry] = MODEL["interactionModel"]["dialog"]["intents"]
    assert entry["name"] == intents.ANSWER_INTENT
    [slot] = entry["slots"]
    assert slot["name"] == intents.WORDS
    assert slot["prompts"]["elicitation"] in {prompt["id"] for prompt in MODEL["interactionModel"]["prompts"]}
    [modelled] = [intent for intent in LANGUAGE["intents"] if intent["name"] == intents.ANSWER_INTENT]
    assert modelled["slots"][0]["samples"] == ["{words}"]


def test_every_symptom_that_can_be_said_is_a_value() -> None:
    """Each finding with phrases is a value of the symptom type, under its own id."""
    [symptoms] = [each for each in LANGUAGE["types"] if each["name"] == "SYMPTOM"]
    assert [value["id"] for value in symptoms["values"]] == list(library.phrases())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I can't PEE!", "i can't pee"), ("  two   words ", "two words"), ("a {slot} tip", "a {slot} tip"), ("é?", "")],
)
def test_sample_holds_only_allowed_characters(text: str, expected: str) -> None:
    """Spoken text is brought into the characters that Amazon allows."""
    assert interaction_model.sample(text) == expected


def test_manifest_says_what_it_must() -> None:
    """A disclaimer, the emergency number of the country, and no claim on personal information."""
    manifest = json.loads(FILES["skill.json"])["manifest"]
    for locale, page in manifest["publishingInformation"]["locales"].items():
        assert "not a substitute for professional medical advice" in page["description"]
        assert library.speaker(locale).number in page["description"]
        assert not [text for text in page.values() if "{" in str(text)]
    assert manifest["privacyAndCompliance"]["usesPersonalInfo"] is False
    assert manifest["permissions"] == []
