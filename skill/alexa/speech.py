"""From words to what a speaker can be given: escaped SSML, and back to plain text."""

import re

from skill.language.wording import PAUSE

_TELEPHONE = re.compile(r"\d[\d ]*\d")
_PAUSE_LENGTH = "8s"
"""Just under the ten seconds of silence that Alexa allows in one response."""


def ssml(text: str, *, slow: bool) -> str:
    """The text as SSML. Digits are telephone numbers everywhere in our texts, and are read one by one."""
    body = _TELEPHONE.sub(lambda match: f'<say-as interpret-as="telephone">{match[0]}</say-as>', _escaped(text))
    body = body.replace(PAUSE, f'<break time="{_PAUSE_LENGTH}"/>')
    if slow:
        body = f'<prosody rate="slow">{body}</prosody>'
    return f"<speak>{body}</speak>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def telephone_number(text: str) -> str:
    """The first telephone number in a text, empty where there is none."""
    found = _TELEPHONE.search(text)
    return found[0] if found else ""


def plain_text(markup: str) -> str:
    """What is heard of an SSML text, without its markup."""
    text = re.sub(r"<[^>]*>", "", markup)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return " ".join(text.split())


def without_pauses(text: str) -> str:
    """Worded text as it is read on a screen."""
    return " ".join(text.replace(PAUSE, " ").split())
