"""Sound over HTTP for the desk's page: `POST /say`, `POST /hear`, `GET /voices`. Nothing sent here is written or logged."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from skill.content import library
from skill.speaker import listen, sound, voice
from skill.speaker.listen import NoHearing
from skill.speaker.sound import BadAudio
from skill.speaker.ssml import MOST_CHARACTERS, BadSpeech
from skill.speaker.voice import NoVoice

blueprint = Blueprint("audio", __name__)
_MOST_BYTES_TO_SAY = 4 * MOST_CHARACTERS + 1024
"""Every character in UTF-8 at its longest, and the JSON around them."""
_listening = Lock()
_TOO_LARGE = {
    "audio.say": f"This is more than {MOST_CHARACTERS} characters of speech.",
    "audio.hear": f"This is longer than {sound.MOST_SECONDS} seconds. Say it in fewer words.",
}


@blueprint.post("/say")
def say() -> Response:
    """{"ssml", "locale"} as a WAV file."""
    request.max_content_length = _MOST_BYTES_TO_SAY
    _must_be("application/json")
    body: Any = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("ssml"), str):
        raise BadSpeech('Send {"ssml": "<speak>...</speak>", "locale": "en-US"}.')
    return Response(voice.say(body["ssml"], _locale(body.get("locale"))), mimetype="audio/wav")


@blueprint.post("/hear")
def hear() -> Response:
    """A WAV file as the text that was heard, or null, with what each hearing made of it."""
    request.max_content_length = sound.MOST_BYTES
    _must_be("audio/wav")
    upload, locale = request.get_data(cache=False), _locale(request.args.get("locale"))
    if not _listening.acquire(blocking=False):
        raise _Busy("Something else is being listened to. Say it again in a moment.")
    try:
        heard = listen.hear(upload, locale)
    finally:
        _listening.release()
    both = {"grammar": heard.grammar, "free": heard.free}
    return jsonify(text=heard.text, heard=both, agreement=heard.agreement)


@blueprint.get("/voices")
def voices() -> Response:
    """Whether the desk can speak and hear, and if not, why."""
    missing = {"voice": _fault_of(voice.engine), "hearing": _fault_of(listen.engine)}
    return jsonify(why=" ".join(filter(None, missing.values())), **{part: not fault for part, fault in missing.items()})


class _NoSuchLocale(ValueError):
    """The page names a locale that there is not."""


class _WrongKind(ValueError):
    """What was sent is not declared as what is expected, which another site's form cannot do."""


class _Busy(RuntimeError):
    """One recording at a time is listened to."""


def _must_be(kind: str) -> None:
    if request.mimetype != kind:
        raise _WrongKind(f"Send this as {kind}.")


def _locale(named: Any) -> str:
    if named not in library.LOCALES:
        raise _NoSuchLocale(f"There is no locale {named!s:.20}. Choose one of {', '.join(library.LOCALES)}.")
    return str(named)


def _fault_of(part: Callable[[], object]) -> str:
    """Why a part is missing, or nothing when it is there."""
    try:
        part()
    except (NoVoice, NoHearing) as fault:
        return str(fault)
    return ""


@blueprint.errorhandler(BadSpeech)
@blueprint.errorhandler(BadAudio)
@blueprint.errorhandler(_NoSuchLocale)
def _refuse(fault: Exception) -> tuple[Response, int]:
    return jsonify(error=str(fault)), 400


@blueprint.errorhandler(RequestEntityTooLarge)
def _too_large(_fault: Exception) -> tuple[Response, int]:
    return jsonify(error=_TOO_LARGE[str(request.endpoint)]), 413


@blueprint.errorhandler(_WrongKind)
def _wrong_kind(fault: Exception) -> tuple[Response, int]:
    return jsonify(error=str(fault)), 415


@blueprint.errorhandler(_Busy)
@blueprint.errorhandler(NoVoice)
@blueprint.errorhandler(NoHearing)
def _not_now(fault: Exception) -> tuple[Response, int]:
    return jsonify(error=str(fault)), 503
