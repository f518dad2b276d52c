"""From acts to words: what is said in one locale. Every sentence comes from content; this module only puts it together."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from skill.dialogue.acts import Act, Advise, Ask, Cite, Close, Explain, ReadBack, Reply, Tell, TellPiece, TellTip
from skill.rules import Rulebook, Tier

PAUSE = "\u23f8"
"""Stands for a silence in worded text; the speech layer turns it into one."""

_NESTED = 3
"""How deep braces can stand in one another."""

_BRACES = re.compile(r"\{(\w+)\}")
_LEFT_COMMA = re.compile(r",(?=[.,;:?!])")
"""A comma that is left before another sign when nothing was filled in between them."""

_USUAL = ("okay", "noted", "noted-also")
"""Lines after which the next question follows in its usual order."""

Table = Mapping[str, Any]


class Wording(NamedTuple):
    """One reply in words. `question` and `advice` are the parts a screen shows; `reprompt` is said if nobody answers."""

    speech: str
    reprompt: str
    question: str
    advice: str


class Texts(NamedTuple):
    """The content of a language: what is said, before a country's words are filled in."""

    questions: Table
    findings: Mapping[str, str]
    lines: Table
    advice: Table
    tips: Mapping[str, str]
    pieces: Mapping[str, Sequence[str]]
    chapters: Mapping[str, str]
    tip_sources: Mapping[str, Sequence[str]]
    piece_sources: Mapping[str, Sequence[Sequence[str]]]


class Speaker:
    """Words replies for one country."""

    def __init__(self, rulebook: Rulebook, texts: Texts, place: Table) -> None:
        self._rulebook = rulebook
        self._texts = texts
        self.number: str = place["emergency"]["number"]
        self._words = _country_words(place)
        shared = {name: self.fill(text) for name, text in texts.advice["shared"].items()}
        self._words.update(shared)
        self._reprompts: dict[tuple[str, str, str], str] = {}

    def word(self, reply: Reply, *, about_other: bool, turn: int) -> Wording:
        """The words of a reply. `turn` picks among variants, so that consecutive turns open differently."""
        suffix = "_them" if about_other else ""
        said = [self._act(act, suffix, turn) for act in reply.acts]
        question = said[-1] if reply.ask else ""
        advice = said[reply.acts.index(reply.advice)] if reply.advice else ""
        speech = " ".join(filter(None, [*said[:-1], self._lead(reply), said[-1]]))
        return Wording(speech, self._reprompt_once(reply.ask, suffix) if reply.ask else "", question, advice)

    def card(self) -> tuple[str, str]:
        """Title and text of the one card, the same after any verdict."""
        card = self._texts.advice["card"]
        return self.fill(card["title"]), self.fill(card["text"])

    def apology(self) -> str:
        """What is said when something went wrong on our side."""
        return self.fill(self._texts.lines["close"]["sorry"])

    def name(self, finding: str) -> str:
        """How a finding is named when it is read back."""
        return self.fill(self._texts.findings[finding])

    def fill(self, text: str, **more: object) -> str:
        """The text with its braces filled in: words of the country, and whatever is given."""
        if "{" not in text:
            return text
        values = self._words | {name: str(value) for name, value in more.items()} if more else self._words
        # A filled-in sentence can hold braces itself: the safety net names the department.
        for _ in range(_NESTED):
            if "{" not in text:
                break
            text = _BRACES.sub(lambda match: values.get(match[1], match[0]), text)
        return _LEFT_COMMA.sub("", text)

    # ---------------------------------------------------------------- acts

    def _act(self, act: Act, suffix: str, turn: int) -> str:
        match act:
            case Ask():
                return self._question(act, suffix, turn)
            case Tell():
                return self._tell(act, suffix, turn)
            case Advise():
                return self._advise(act, suffix)
            case Explain():
                return self._explain(act)
            case Cite():
                return self._cite(act)
            case ReadBack():
                return self._read_back(act, suffix)
            case TellTip():
                return self.fill(self._texts.tips[act.tip])
            case TellPiece():
                return self.fill(self._texts.pieces[act.chapter][act.index])
            case Close():
                return self.fill(_for(self._texts.lines["close"], act.line, suffix))

    def _tell(self, act: Tell, suffix: str, turn: int) -> str:
        lines = self._texts.lines
        special = lines["serious"].get(act.findings[0]) if act.line.startswith("serious-") else None
        text = special or _variant(_for(lines["tell"], act.line, suffix), turn)
        if "{" not in text:
            return text
        return self.fill(text, finding=self._named(act.findings), count=lines["counts"]["words"][act.count])

    def _advise(self, act: Advise, suffix: str) -> str:
        script = self._texts.advice[act.advice]
        reason = self._named(act.findings)
        because = self._texts.advice["because"]["unsure" if act.cautious else "heard"] if act.findings else ""
        text = script["them" if suffix else "you"].replace("{because}", because)
        said = self._texts.advice["say"]["unsure" if act.cautious else "heard"]
        return self.fill(text.replace("{with_reason}", said), reason=reason)

    def _explain(self, act: Explain) -> str:
        explain = self._texts.lines["explain"]
        source = self._rulebook.sources[act.source].publisher
        why = self._texts.questions[act.question]["why"] if act.question else ""
        kind = "question" if not act.findings else "unsure" if act.cautious else "verdict" if why else "verdict-plain"
        return self.fill(explain[kind], why=why, source=source, reason=self._named(act.findings))

    def _cite(self, act: Cite) -> str:
        sources = self._texts.tip_sources[act.tip] if act.tip else self._texts.piece_sources[act.chapter][act.index]
        return self.fill(self._texts.lines["explain"]["cite"], source=self._rulebook.sources[sources[0]].publisher)

    def _read_back(self, act: ReadBack, suffix: str) -> str:
        read_back = self._texts.lines["read-back"]
        noes = [read_back["groups"][item] for item in act.items]
        return self.fill(read_back["say" + suffix], noes=_listed(noes, read_back["joined"]))

    # ---------------------------------------------------------------- questions

    def _lead(self, reply: Reply) -> str:
        """The words before a block of private questions, when the conversation comes to it in the usual order."""
        usual = all(isinstance(act, Ask) or (isinstance(act, Tell) and act.line in _USUAL) for act in reply.acts)
        ask = reply.ask
        if ask is None or ask.kind != "question" or ask.again or not usual:
            return ""
        return str(self._texts.questions[ask.id].get("lead", ""))

    def _question(self, ask: Ask, suffix: str, turn: int) -> str:
        form = "again" if ask.again else "ask"
        if ask.kind == "question":
            return self.fill(self._texts.questions[ask.id][form + suffix])
        if ask.kind == "which":
            return self.fill(self._texts.questions[ask.id]["which_again" if ask.again else "which"])
        texts = self._texts.lines["ask"][ask.kind]
        if ask.kind == "surgery-more" and ask.id and not ask.again:
            return self.fill(texts["ask_next"], chapter=self._texts.chapters[ask.id])
        finding = self.name(ask.id) if ask.id in self._texts.findings else ""
        return self.fill(_variant(texts.get(form + suffix, texts[form]), turn), finding=finding)

    def _reprompt_once(self, ask: Ask, suffix: str) -> str:
        """Put together once for each question: it is of content alone, with nothing of a person in it."""
        of = ask.kind, ask.id, suffix
        if of not in self._reprompts:
            self._reprompts[of] = self._reprompt(ask, suffix)
        return self._reprompts[of]

    def _reprompt(self, ask: Ask, suffix: str) -> str:
        """What is said if nobody answers, and then perhaps nothing more: so it carries the action or a safety line."""
        question = self._question(Ask(ask.kind, ask.id, again=True), suffix, 0)
        reprompt = self._texts.lines["reprompt"]
        if ask.kind == "again":
            advice = self._texts.advice[ask.id]
            action = _first_sentence(self.fill(advice["them" if suffix else "you"]))
            net = "" if Tier[advice["tier"].upper()].is_emergency else self.fill(reprompt["tips"])
            return " ".join(filter(None, [action, net, question]))
        if ask.kind == "crisis":
            return f"{self.fill(self._texts.lines['close']['crisis-bye'])} {question}"
        safety = reprompt["tips" if ask.kind in ("tip-more", "surgery-more", "offer-tip", "menu") else "check"]
        return f"{self.fill(safety)} {question}"

    # ---------------------------------------------------------------- names

    def _named(self, findings: Sequence[str]) -> str:
        told = [each for each in findings if not self._rulebook.findings[each].follows_from_age] or list(findings[:1])
        return _listed([self.name(each) for each in told[:3]], self._texts.lines["read-back"]["joined"])


def _country_words(place: Table) -> dict[str, str]:
    emergency = ", ".join(filter(None, [place["emergency"]["number"], place["emergency_also"]]))
    health = _line(place["health_line"])
    if "health_line_also" in place:
        health = f"{health}, {_line(place['health_line_also'])}"
    crisis = " on ".join(filter(None, [place["crisis"]["say"], place["crisis"]["number"]]))
    if "crisis_also" in place:
        crisis = f"{crisis}, or {_line(place['crisis_also'])}"
    words = dict(place["words"])
    return {
        **words,
        "number": emergency,
        "health_line": health,
        "crisis": crisis,
        "department": words["an_emergency_department"],
        "their_line": words["urgent_line"].replace("your ", "their "),
        "pause": PAUSE,
    }


def _line(line: Table) -> str:
    return f"{line['say']} {line['number']}".strip()


def _variant(text: str | Sequence[str], turn: int) -> str:
    return text if isinstance(text, str) else text[turn % len(text)]


def _for(lines: Table, name: str, suffix: str) -> Any:
    """A line, in its form for somebody else where it has one."""
    return lines.get(name + suffix, lines[name])


def _listed(items: Sequence[str], joined: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + joined + items[-1]


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
