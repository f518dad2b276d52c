"""The web service: POST /alexa for Alexa, /healthz and /readyz for whoever keeps it running."""

import json
from time import perf_counter

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from skill.alexa.faults import Fault, fault
from skill.alexa.skill import create_handler, warm_up
from skill.web import logs
from skill.web.body import arrive, read_body
from skill.web.chain import signing_key, trusted_roots
from skill.web.fetch import fetcher
from skill.web.keys import SigningKeys
from skill.web.refusal import STATUS, Reason, Refused
from skill.web.settings import Settings
from skill.web.verifier import RequestVerifier

ALEXA = "/alexa"
PROBES = ("healthz", "readyz")


class Service(Flask):
    """The skill behind its verifier. Not ready before it is warm."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(__name__, static_folder=None)
        self.application_id = settings.application_id
        self.most_bytes = settings.most_bytes
        self.handle = create_handler(settings.application_id, _apologised)
        self.verifier = RequestVerifier(settings.application_id, signing_keys(settings.threads // 2))
        self.warm = False

    def warm_up(self) -> None:
        """Serve one made-up launch, so that no person waits for imports and content. What fails at that does not get ready."""
        with self.app_context():
            _start()
            warm_up(self.handle, self.application_id)
            self.warm = g.line["outcome"] == "answered"
            if not self.warm:
                _write(503)


def signing_keys(most_waiting: int) -> SigningKeys:
    """Alexa's keys, from Amazon's host, under certifi's roots."""
    fetch, roots = fetcher(), trusted_roots()
    return SigningKeys(lambda path, now: signing_key(fetch(path), roots, now), most_waiting)


def create_app(settings: Settings) -> Service:
    """The service. Raises ValueError without an application id, ContentError on faulty content."""
    app = Service(settings)

    @app.post(ALEXA, provide_automatic_options=False)
    def alexa() -> Response:
        return _turn(app)

    @app.get("/healthz", provide_automatic_options=False)
    def healthz() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @app.get("/readyz", provide_automatic_options=False)
    def readyz() -> Response:
        return Response(*(("ready\n", 200) if app.warm else ("not ready\n", 503)), mimetype="text/plain")

    app.before_request(_start)
    app.after_request(_log)
    app.register_error_handler(Refused, _refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _fail)
    return app


def _turn(app: Service) -> Response:
    body = read_body(request, app.most_bytes)
    if request.mimetype != "application/json":
        raise Refused(Reason.CONTENT_TYPE)
    event = app.verifier.event(request.headers, body)
    asked = event["request"]
    g.line = {"outcome": "answered", "type": logs.request_type(asked.get("type")), "locale": logs.locale(asked.get("locale"))}
    return Response(json.dumps(app.handle(event, None)), mimetype="application/json")


def _start() -> None:
    g.started = perf_counter()
    g.line = {"outcome": "answered"}


def _refuse(refused: Refused) -> Response:
    g.line = {"outcome": "refused", "reason": refused.reason.value}
    return Response(status=STATUS.get(refused.reason, 400), mimetype="text/plain")


def _refuse_http(error: HTTPException) -> Response:
    """What Flask refuses by itself: another path or method, a head it cannot read."""
    reason = {MethodNotAllowed: Reason.METHOD, NotFound: Reason.PATH}.get(type(error), Reason.HTTP)
    arrive(request)
    answer = _refuse(Refused(reason))
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = "POST" if request.path == ALEXA else "GET, HEAD"
    return answer


def _fail(error: Exception) -> Response:
    """A fault of ours: its kind and its place are logged; its message may quote the request and is not."""
    g.line |= {"outcome": "failed", **fault(error)._asdict()}
    return Response(status=500, mimetype="text/plain")


def _apologised(found: Fault) -> None:
    g.line |= {"outcome": "apologised", **found._asdict()}


def _log(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint not in PROBES or response.status_code >= 400:
        _write(response.status_code)
    return response


def _write(status: int) -> None:
    logs.write(status=status, milliseconds=(perf_counter() - g.started) * 1000, **g.line)
