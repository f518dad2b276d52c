"""The skill as the SDK knows it, and the one door to it: an event in, a response out."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from ask_sdk_core.__version__ import __version__
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import RESPONSE_FORMAT_VERSION, user_agent_info
from ask_sdk_model import RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_runtime.dispatch import GenericRequestDispatcher
from ask_sdk_runtime.skill import RuntimeConfigurationBuilder
from ask_sdk_runtime.utils import UserAgentManager

from skill.alexa import faults, handlers, limits, responses
from skill.alexa.serializer import TolerantSerializer, read
from skill.content import check, library

Event = Mapping[str, Any]
Handler = Callable[[Any, Any], dict[str, Any]]


class Skill:
    """The SDK's dispatcher between its envelopes, as in its CustomSkill, with a serializer of ours.

    What CustomSkill has beside that is not used here: clients of Amazon's services, which are half of what the SDK loads,
    attributes kept from session to session, and a copy in depth of the session at every turn.
    """

    def __init__(self, configuration: RuntimeConfigurationBuilder) -> None:
        self.serializer = TolerantSerializer()
        self.request_dispatcher = GenericRequestDispatcher(options=configuration.get_runtime_configuration())
        UserAgentManager.register_component(user_agent_info(sdk_version=__version__))

    def invoke(self, request_envelope: RequestEnvelope, context: Any) -> ResponseEnvelope:
        """The response, and what the handlers left in the session, carried on unless it is over."""
        response: Any = self.request_dispatcher.dispatch(HandlerInput(request_envelope, context=context))
        session = None if response.should_end_session else request_envelope.session
        return ResponseEnvelope(
            response=response,
            version=RESPONSE_FORMAT_VERSION,
            session_attributes=(session and session.attributes) or {},
            user_agent=UserAgentManager.get_user_agent(),
        )


def create_skill(report: faults.Report = faults.log) -> Skill:
    """The skill with all its handlers, in the order in which they are tried; `report` is told of every apology.

    Raises ContentError on faulty content.
    """
    check.check()
    configuration = RuntimeConfigurationBuilder()
    for handler in (handlers.Intent(), handlers.Launch(), handlers.Touch(), handlers.SessionEnded(), handlers.AnythingElse()):
        configuration.add_request_handler(handler)
    configuration.add_exception_handler(handlers.Apology(report))
    return Skill(configuration)


def create_handler(application_id: str, report: faults.Report = faults.log) -> Handler:
    """A function that answers events for one application id, and refuses all others.

    It never raises: whatever arrives gets a valid response, and `report` is told of what had to be apologised for.
    Raises ValueError for an empty application id.
    """
    if not application_id:
        raise ValueError("an application id is needed: without it anybody could use this endpoint")
    skill = create_skill(report)

    def handle(event: Any, context: Any = None) -> dict[str, Any]:
        if application_id_of(event) != application_id:
            return _envelope(skill, responses.silent())
        try:
            request = read(event, RequestEnvelope) or RequestEnvelope()
            answer = _plain(skill, skill.invoke(request, context))
            limits.check(answer)
        except Exception as error:  # noqa: BLE001 # let out, its message would stand in Lambda's log, and may quote what was said
            report(faults.fault(error))
            return _envelope(skill, _apology(event))
        return answer

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
        event = event.get(key) if isinstance(event, dict) else None
    return event if isinstance(event, str) else None


def _apology(event: Any) -> Response:
    """What is said in the place of an answer that could not be made, or that Amazon would reject."""
    locale = _at(event, "request", "locale")
    return responses.apology(locale if locale in library.LOCALES else library.UNKNOWN_COUNTRY)


def _envelope(skill: Skill, response: Any) -> dict[str, Any]:
    return {"version": "1.0", "sessionAttributes": {}, "response": _plain(skill, response)}


def _plain(skill: Skill, model: Any) -> dict[str, Any]:
    """One of the SDK's objects as plain data."""
    return cast(dict[str, Any], skill.serializer.serialize(model))


def warm_up(handle: Handler, application_id: str) -> None:
    """Serve one made-up launch, and make ready to hear, so that the first person does not wait for imports and content."""
    application = {"applicationId": application_id}
    request = {"type": "LaunchRequest", "requestId": "warm-up", "locale": library.DEFAULT_LOCALE}
    handle({"version": "1.0", "context": {"System": {"application": application}}, "request": request}, None)
    library.listener()
