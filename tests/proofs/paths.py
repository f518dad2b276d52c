"""A random person and a random way of answering, through the function that Lambda calls, in every locale.

The person has some signs, which nobody sees. Each turn they answer truly, deny, are not sure, tell one of their signs, talk
nonsense, ask for something, say nothing, or touch the screen. What they told, denied and doubted is kept apart from the skill.
"""

import importlib.util
import json
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from skill.alexa import limits
from skill.alexa.intents import ANSWER_INTENT
from skill.content import library
from skill.proofs.evidence import evidence
from skill.rules import Tier
from tests.support import LAUNCH, ROOT, envelope, intent, speech, touch

BOOK = library.rulebook()
EVIDENCE = evidence()
SIGNS = sorted(name for name in library.phrases() if not BOOK.findings[name].follows_from_age and name not in EVIDENCE.lists)
ASKED_ABOUT = frozenset(sign for question in BOOK.questions for sign in question.touches)
CHILD = 18
YES, NO, UNSURE = (intent(name) for name in ("AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent"))
NONSENSE = (intent("AMAZON.FallbackIntent"), intent(ANSWER_INTENT, words="purple bicycles sing"), intent("SomethingNew"))
WISHES = (
    "WhyIntent",
    "AMAZON.RepeatIntent",
    "AMAZON.HelpIntent",
    "CanItWaitIntent",
    "HowManyIntent",
    "SlowerIntent",
    "NoCarIntent",
    "NoPhoneIntent",
)

Event = Mapping[str, Any]


def lambda_handler() -> Callable[[Event, object], dict[str, Any]]:
    """What Lambda calls, as it is deployed."""
    spec = importlib.util.spec_from_file_location("lambda_function_for_paths", ROOT / "lambda" / "lambda_function.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    handle: Callable[[Event, object], dict[str, Any]] = module.lambda_handler
    return handle


class Conversations(RuleBasedStateMachine):
    """Any person, any way of answering: no verdict is below what their signs demand, unless they denied them."""

    handle: Callable[[Event, object], dict[str, Any]]

    @initialize(
        locale=st.sampled_from(library.LOCALES),
        age=st.sampled_from((12, 17, 18, 30, 49, 50, 64, 65, 70, 90)),
        signs=st.sets(st.sampled_from(SIGNS), max_size=4),
    )
    def opens(self, locale: str, age: int, signs: set[str]) -> None:
        self.locale, self.age = locale, age
        self.signs = frozenset(each for sign in signs for each in BOOK.told(sign))
        self.told: set[str] = set()
        self.denied: set[str] = set()
        self.doubted: set[str] = set()
        self.aged: bool | None = None
        self.attributes: dict[str, Any] = {}
        self.open = True
        self._send(LAUNCH, new=True)

    # ---------------------------------------------------------------- ways of answering

    @precondition(lambda self: self.open)
    @rule()
    def answers_truly(self) -> None:
        self._answer_truly()

    @precondition(lambda self: self.open)
    @rule()
    def answers_truly_for_a_while(self) -> None:
        """So that many conversations get to their end."""
        for _ in range(12):
            if self.open and self.verdict is None:
                self._answer_truly()

    @precondition(lambda self: self.open and self.kind == "question" and self.about != "age")
    @rule()
    def denies(self) -> None:
        self._say_no()

    @precondition(lambda self: self.open and self.kind == "question")
    @rule(times=st.integers(1, 2))
    def is_not_sure(self, times: int) -> None:
        """Once, or until it counts."""
        about = self.about
        for _ in range(times):
            if self.open and (self.kind, self.about) == ("question", about):
                self._doubt(UNSURE)

    @precondition(lambda self: self.open and bool(self.signs))
    @rule(data=st.data())
    def tells_a_sign(self, data: st.DataObject) -> None:
        named = sorted(self.signs & set(library.phrases()))
        sign = data.draw(st.sampled_from(named))
        words = data.draw(st.sampled_from(library.phrases()[sign][:3]))
        opening = data.draw(st.sampled_from(("", "i have ", "well ", "i have no car and i have ")))
        if opening.endswith("i have ") and not words.startswith(("a ", "pain", "numb", "fever", "cancer")):
            opening = ""
        before = self._present()
        self._send(intent(ANSWER_INTENT, words=opening + words))
        self._heard(self._present() - before)

    @precondition(lambda self: self.open)
    @rule(said=st.sampled_from(NONSENSE))
    def talks_nonsense(self, said: Event) -> None:
        self._doubt(said)

    @precondition(lambda self: self.open)
    @rule(wish=st.sampled_from(WISHES))
    def wishes(self, wish: str) -> None:
        self._send(intent(wish))

    @precondition(lambda self: self.open and self.kind == "question" and self.about != "age")
    @rule()
    def touches_the_screen(self) -> None:
        true = self._true_of(self.about)
        self._note(true)
        self._send(touch("answer", "yes" if true else "no", self.kind, self.about))

    @precondition(lambda self: self.open)
    @rule()
    def says_nothing(self) -> None:
        """The reprompt was the last thing heard: it says where help is."""
        words = str(self.answer["response"]["reprompt"]["outputSpeech"]["ssml"])
        speaker = library.speaker(self.locale)
        assert speaker.number in words.replace(" ", "") or speaker.fill("{department}") in words
        self._send({"type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"})

    @precondition(lambda self: not self.open)
    @rule()
    def has_gone(self) -> None:
        """A closed conversation carries nothing on."""
        assert not self.attributes

    # ---------------------------------------------------------------- what is kept apart

    def _answer_truly(self) -> None:
        kind, about = self.kind, self.about
        if kind == "question" and about == "age":
            self.aged = True
            self._send(intent("AgeIntent", age=str(self.age)))
        elif kind == "question":
            true = self._true_of(about)
            self._note(true)
            self._send(YES if true else NO)
        elif kind == "which":
            self._name(about)
        elif kind in ("new", "now", "doubt"):
            true = frozenset({about}) & self.signs
            self._note(true, frozenset({about}))
            self._send(YES if true else NO)
        elif kind == "read-back":
            self._send(YES)
        else:
            self._send(intent("CheckIntent") if kind != "start" else YES)

    def _name(self, about: str) -> None:
        named = sorted(self._true_of(about) & set(library.phrases()))
        self._send(intent(ANSWER_INTENT, words=" and ".join(library.phrases()[each][0] for each in named)) if named else UNSURE)

    def _say_no(self) -> None:
        self._note(frozenset())
        self._send(NO)

    def _doubt(self, said: Event) -> None:
        kind, about = self.kind, self.about
        self._send(said)
        if kind == "question" and self.open and self.about != about:
            self.doubted |= set(BOOK.question[about].touches) - self.told

    def _true_of(self, about: str) -> frozenset[str]:
        return self.signs.intersection(BOOK.question[about].touches)

    def _note(self, true: frozenset[str], touched: frozenset[str] | None = None) -> None:
        """A yes tells that one of these is true; a no denies all that the question is about."""
        touched = frozenset(BOOK.question[self.about].touches) if touched is None else touched
        if true:
            self.denied -= touched
            self.told |= true if len(true) == len(touched & self.signs) == 1 else set()
            self.told |= set(BOOK.question[self.about].settles) if self.kind == "question" else true
        else:
            self.denied |= touched - self.told

    def _heard(self, new: frozenset[str]) -> None:
        """What the skill took in of what was said freely."""
        self.told |= new & self.signs
        self.denied -= new

    # ---------------------------------------------------------------- turns

    @property
    def talk(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.attributes.get("talk") or {}
        return found

    @property
    def kind(self) -> str:
        return str((self.talk.get("asked") or [""])[0])

    @property
    def about(self) -> str:
        return str((self.talk.get("asked") or ["", ""])[1])

    @property
    def verdict(self) -> Tier | None:
        told = self.talk.get("verdict")
        return None if told is None else Tier(told)

    def _present(self) -> frozenset[str]:
        return frozenset(name for name, letter in self.talk.get("findings", {}).items() if letter == "p")

    def _send(self, request: Event, *, new: bool = False) -> None:
        sent = envelope(request, locale=self.locale, has_screen=True)
        sent["session"].update(new=new, attributes=self.attributes)
        self.answer = json.loads(json.dumps(self.handle(sent, None)))
        limits.check(self.answer)
        assert "something went wrong" not in speech(self.answer)
        self.open = not self.answer["response"]["shouldEndSession"]
        self.attributes = self.answer["sessionAttributes"] if self.open else {}
        self._judge()

    def _judge(self) -> None:
        """A verdict that was told, against everything that is true, asked about or told, and not denied."""
        if not self.open or self.verdict is None:
            return
        counted = self.told | ((self.signs & ASKED_ABOUT) if not self.verdict.is_emergency and not self._is_child else set())
        aged = {name for name, (low, high) in EVIDENCE.ages.items() if low <= self.age <= high} if self.aged else set()
        demanded = EVIDENCE.demanded(
            frozenset((counted - self.denied - self.doubted) | aged), frozenset(self.doubted - self.denied)
        )
        event(f"verdict {self.verdict.slug}")
        assert self.verdict >= demanded, (self.verdict.slug, demanded.slug, sorted(counted), sorted(self.denied), self.talk)

    @property
    def _is_child(self) -> bool:
        return (bool(self.aged) and self.age < CHILD) or self.talk.get("findings", {}).get("under-18") in ("p", "u")
