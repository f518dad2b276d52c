"""The page: a speaker on the desk in the browser, served to this machine. Not part of the skill that is deployed."""

import json
import sys
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from skill.content import library
from skill.speaker import audio, record, screens
from skill.speaker.conversations import MOST_CHARACTERS, NOT_UNDERSTOOD, BadRequest, Conversations
from skill.speaker.devices import DEFAULT, KINDS
from skill.speaker.session import Turn

HOST = "127.0.0.1"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_BYTES = 64 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: itself. The screen's own page, in its frame, has a policy of its own."""
ABOUT = "A conversation held on the desk's page."
MESSAGES = {
    400: "That cannot be understood.",
    404: "There is nothing here. The speaker is at the address without anything after it.",
    405: "That is not how this address is used.",
    413: "That is too much at once. Say it in fewer words.",
    500: "Something went wrong on the desk. Press Start to begin again.",
}


def create_app(hosts: Sequence[str] = LOOPBACK) -> Flask:
    """The page and what it calls. `hosts` are the names it answers to: another site that takes on this address is refused."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False  # envelopes are shown in Amazon's own order
    app.json = provider
    app.register_blueprint(audio.blueprint)
    app.register_blueprint(screens.blueprint())
    conversations = Conversations()
    _answer_turns(app, conversations)
    _save(app, conversations)
    _refuse_kindly(app)

    @app.before_request
    def know_own_name() -> None:
        """The framework's own list of trusted hosts knows no IPv6."""
        if hosts and urlsplit(f"//{request.host}").hostname not in hosts:
            abort(400)

    @app.get("/")
    def index() -> str:
        return render_template(
            "page.html",
            locales=[(locale, library.places()[locale]) for locale in library.LOCALES],
            devices=KINDS.items(),
            default=(library.DEFAULT_LOCALE, DEFAULT),
            version=library.rulebook().version,
            most=MOST_CHARACTERS,
        )

    @app.after_request
    def guard(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "no-referrer")
        if request.endpoint != "static":
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return app


def _answer_turns(app: Flask, conversations: Conversations) -> None:
    @app.post("/turn")
    def turn() -> Response:
        return jsonify(_shown(conversations.take(_body())))

    @app.delete("/conversation/<tab>")
    def forget(tab: str) -> Response:
        conversations.forget(tab)
        return jsonify(forgotten=True)


def _save(app: Flask, conversations: Conversations) -> None:
    """The conversation as a file, only when a person asks for it: it holds what they said."""

    @app.get("/conversation/<tab>/case")
    def case(tab: str) -> Response:
        device, turns = conversations.held(tab)
        text = record.test_case(turns, about=ABOUT, locale=device.locale, screen=device.has_screen)
        return _file("conversation.toml", text, "application/toml")

    @app.get("/conversation/<tab>/replay")
    def replay(tab: str) -> Response:
        device, turns = conversations.held(tab)
        return _file("replay.json", record.replay(turns, locale=device.locale), "application/json")


def _file(name: str, text: str, kind: str) -> Response:
    return Response(text, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _refuse_kindly(app: Flask) -> None:
    """Whatever goes wrong is told in a sentence, as JSON, never as a stack trace."""

    @app.errorhandler(BadRequest)
    def refuse(error: BadRequest) -> tuple[Response, int]:
        return jsonify(error=str(error)), 400

    @app.errorhandler(HTTPException)
    def fail(error: HTTPException) -> tuple[Response, int]:
        code = error.code or 500
        return jsonify(error=MESSAGES.get(code, MESSAGES[400])), code


def _body() -> Any:
    """What the page sent. Only JSON declared as such, which another site's form cannot send. A body over the limit is refused."""
    if request.mimetype != "application/json":
        raise BadRequest(NOT_UNDERSTOOD)
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest(NOT_UNDERSTOOD) from None


def _shown(turn: Turn) -> dict[str, Any]:
    return {**turn.as_json(), "request": turn.request, "response": turn.response}


class _Unlogged(WSGIRequestHandler):
    """Keeps no record of who asked for what."""

    def log_request(self, *_args: Any) -> None:
        pass


def serve(port: int, host: str = HOST) -> None:
    """Serve the page until it is interrupted. Beyond this machine only when a host is named."""
    named = f"[{host}]" if ":" in host else host
    hosts = LOOPBACK if host in LOOPBACK else ()
    try:
        server = make_server(host, port, create_app(hosts), threaded=True, request_handler=_Unlogged)
    except SystemExit:  # after a few words of the system's own
        print(f"Nothing can listen at {named}, port {port}. Is it this machine's address, and is the port free?", file=sys.stderr)
        raise
    print(f"Spine Check is listening on http://{named}:{server.server_port}", flush=True)
    if not hosts:
        print(
            "Whoever reaches this address can use it. A browser gives its microphone only to this machine's own address.",
            flush=True,
        )
    server.serve_forever()
