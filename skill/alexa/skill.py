"""The skill as the SDK knows it, and the one door to it: an event in, a response out."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import RequestEnvelope

from skill.alexa import handlers, limits, responses
from skill.alexa.serializer import TolerantSerializer, read
from skill.content import check, library

Event = Mapping[str, Any]
Handler = Callable[[Any, Any], dict[str, Any]]


def create_skill() -> CustomSkill:
    """The skill with all its handlers, in the order in which they are tried. Raises ContentError on faulty content."""
    check.check()
    builder = SkillBuilder()
    for handler in (handlers.Launch(), handlers.Intent(), handlers.Touch(), handlers.SessionEnded(), handlers.AnythingElse()):
        builder.add_request_handler(handler)
    builder.add_exception_handler(handlers.Apology())
    skill = builder.create()
    skill.serializer = TolerantSerializer()
    return skill


def create_handler(application_id: str) -> Handler:
    """A function that answers events for one application id, and refuses all others.

    It never raises on input: whatever arrives gets a valid response. Raises ValueError for an empty application id.
    """
    if not application_id:
        raise ValueError("an application id is needed: without it anybody could use this endpoint")
    skill = create_skill()

    def handle(event: Any, context: Any = None) -> dict[str, Any]:
        if application_id_of(event) != application_id:
            return _envelope(skill, responses.silent())
        request = read(event, RequestEnvelope) or RequestEnvelope()
        return _checked(skill, _plain(skill, skill.invoke(request, context)), event)

    return handle


def application_id_of(event: Any) -> str | None:
    """The application id an event was sent for, or None when it names none or contradicts itself."""
    named = [
        _at(event, "context", "System", "application", "applicationId"),
        _at(event, "session", "application", "applicationId"),
    ]
    ids = {each for each in named if each is not None}
    return ids.pop() if len(ids) == 1 else None


def _at(event: Any, *path: str) -> Any:
    for key in path:
        event = event.get(key) if isinstance(event, Mapping) else None
    return event if isinstance(event, str) else None


def _checked(skill: CustomSkill, answer: dict[str, Any], event: Any) -> dict[str, Any]:
    """The answer, or an apology in its place if Amazon would reject it."""
    try:
        limits.check(answer)
    except limits.ResponseFault:
        locale = _at(event, "request", "locale")
        return _envelope(skill, responses.apology(locale if locale in library.LOCALES else library.UNKNOWN_COUNTRY))
    return answer


def _envelope(skill: CustomSkill, response: Any) -> dict[str, Any]:
    return {"version": "1.0", "sessionAttributes": {}, "response": _plain(skill, response)}


def _plain(skill: CustomSkill, model: Any) -> dict[str, Any]:
    """One of the SDK's objects as plain data."""
    return cast(dict[str, Any], skill.serializer.serialize(model))


def warm_up(handle: Handler, application_id: str) -> None:
    """Serve one made-up launch, so that the first person does not wait for imports and content."""
    application = {"applicationId": application_id}
    request = {"type": "LaunchRequest", "requestId": "warm-up", "locale": library.DEFAULT_LOCALE}
    handle({"version": "1.0", "context": {"System": {"application": application}}, "request": request}, None)
