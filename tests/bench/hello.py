"""The Python SDK's hello-world skill, with the handlers that its guide gives it: the peer in every comparison."""

from typing import Any

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name, is_request_type

Input = Any


class Launch(AbstractRequestHandler):
    def can_handle(self, handler_input: Input) -> bool:
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input: Input) -> Any:
        return handler_input.response_builder.speak("Welcome, you can say hello or help.").ask("Say hello or help.").response


class Hello(AbstractRequestHandler):
    def can_handle(self, handler_input: Input) -> bool:
        return is_intent_name("HelloWorldIntent")(handler_input) or is_intent_name("AnswerIntent")(handler_input)

    def handle(self, handler_input: Input) -> Any:
        return handler_input.response_builder.speak("Hello world").set_should_end_session(True).response


class Help(AbstractRequestHandler):
    def can_handle(self, handler_input: Input) -> bool:
        return is_intent_name("AMAZON.HelpIntent")(handler_input)

    def handle(self, handler_input: Input) -> Any:
        return handler_input.response_builder.speak("You can say hello.").ask("You can say hello.").response


class Stop(AbstractRequestHandler):
    def can_handle(self, handler_input: Input) -> bool:
        return is_intent_name("AMAZON.CancelIntent")(handler_input) or is_intent_name("AMAZON.StopIntent")(handler_input)

    def handle(self, handler_input: Input) -> Any:
        return handler_input.response_builder.speak("Goodbye").response


class Ended(AbstractRequestHandler):
    def can_handle(self, handler_input: Input) -> bool:
        return is_request_type("SessionEndedRequest")(handler_input)

    def handle(self, handler_input: Input) -> Any:
        return handler_input.response_builder.response


class Sorry(AbstractExceptionHandler):
    def can_handle(self, handler_input: Input, exception: Exception) -> bool:
        return True

    def handle(self, handler_input: Input, exception: Exception) -> Any:
        return handler_input.response_builder.speak("Sorry, please try again.").response


builder = SkillBuilder()
for handler in (Launch(), Hello(), Help(), Stop(), Ended()):
    builder.add_request_handler(handler)
builder.add_exception_handler(Sorry())
lambda_handler = builder.lambda_handler()
