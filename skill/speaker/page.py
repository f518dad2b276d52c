"""A page to hold the conversation by typing, served to this machine only. Not part of the skill that is deployed."""

import json
from collections import OrderedDict
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, render_template, request

from skill.content import library
from skill.speaker import desk, screens
from skill.speaker.session import DeskSpeaker, Turn

HOST = "127.0.0.1"
MOST_CONVERSATIONS = 200
MOST_CHARACTERS = 500


class Conversations:
    """One speaker for each browser tab. The oldest is forgotten when there are too many; nothing is kept on disk."""

    def __init__(self) -> None:
        self._speakers: OrderedDict[str, DeskSpeaker] = OrderedDict()
        self._lock = Lock()

    def open(self, tab: str, locale: str, *, has_screen: bool) -> Turn:
        """Start anew in a tab."""
        speaker = desk.speaker(locale, has_screen=has_screen)
        with self._lock:
            self._speakers[tab] = speaker
            self._speakers.move_to_end(tab)
            while len(self._speakers) > MOST_CONVERSATIONS:
                self._speakers.popitem(last=False)
        return speaker.open_skill()

    def of(self, tab: str) -> DeskSpeaker | None:
        """The speaker of a tab, if it has one."""
        with self._lock:
            return self._speakers.get(tab)


class BadRequest(ValueError):
    """What the page sent cannot be used. The message says why, in words for a person."""


def create_app() -> Flask:
    """The desk page."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.register_blueprint(screens.blueprint())
    conversations = Conversations()

    @app.get("/")
    def index() -> str:
        return render_template("page.html", locales=library.LOCALES, version=library.rulebook().version)

    @app.post("/turn")
    def turn() -> Response:
        return jsonify(_take(conversations, _body()))

    @app.errorhandler(413)
    def too_large(_error: Exception) -> tuple[Response, int]:
        return jsonify(error="That is too much at once. Say it in fewer words."), 413

    @app.errorhandler(BadRequest)
    def refuse(error: BadRequest) -> tuple[Response, int]:
        return jsonify(error=str(error)), 400

    return app


def _body() -> Any:
    """What the page sent, or None when it is not JSON. A body over the limit is refused on reading it."""
    try:
        return json.loads(request.get_data())
    except ValueError:
        return None


def _take(conversations: Conversations, body: Any) -> dict[str, Any]:
    if not isinstance(body, dict) or not isinstance(body.get("tab"), str) or not 0 < len(body["tab"]) <= 64:
        raise BadRequest("This page is out of date. Please load it again.")
    tab, act = body["tab"], body.get("act")
    if act == "open":
        locale = body.get("locale")
        if locale not in library.LOCALES:
            raise BadRequest(f"There is no locale {locale!s:.20}. Choose one from the list.")
        return _shown(conversations.open(tab, locale, has_screen=bool(body.get("screen"))))
    speaker = conversations.of(tab)
    if speaker is None or (not speaker.in_session and act != "say"):
        raise BadRequest("The conversation has ended. Press Open to begin again.")
    return _shown(_next_turn(speaker, act, body))


def _next_turn(speaker: DeskSpeaker, act: Any, body: dict[str, Any]) -> Turn:
    if act == "silence":
        return speaker.silence()
    if act == "touch" and isinstance(body.get("arguments"), list):
        return speaker.touch(body["arguments"])
    said = body.get("said")
    if act != "say" or not isinstance(said, str) or not said.strip():
        raise BadRequest("Type something to say.")
    if len(said) > MOST_CHARACTERS:
        raise BadRequest(f"That is more than {MOST_CHARACTERS} characters. Say it in fewer words.")
    turn = speaker.hear(said)
    if turn is None:
        raise BadRequest("The conversation has ended. Press Open to begin again.")
    return turn


def _shown(turn: Turn) -> dict[str, Any]:
    return {**turn.as_json(), "request": turn.request, "response": turn.response}


def serve(port: int) -> None:
    """Serve the page until it is interrupted."""
    print(f"Spine Check is listening on http://{HOST}:{port}", flush=True)
    create_app().run(host=HOST, port=port, threaded=True)
