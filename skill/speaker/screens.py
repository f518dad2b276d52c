"""A device's screen as a page of its own, for the desk page to embed: drawn by Amazon's engine, or plainly without it."""

import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, render_template

ENGINE = Path(__file__).parents[2] / "screens" / "node_modules" / "apl-viewhost-web" / "index.js"
"""Amazon's engine, where `make screens` installs it."""

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src data:; frame-ancestors 'self'; sandbox allow-scripts"
)
"""The engine makes code while it runs, so this page is shut off from everything else: no other origin, no network, no fonts."""

_FETCHED_FONT = re.compile(rb"url\('https://[^']*'\)(?=;(?:\\n *font-weight: (\d+))?)")
_HEAVY = 600
_OWN_FONTS = ("Arial", "Liberation Sans", "Helvetica", "Roboto", "DejaVu Sans")


def blueprint(engine: Path = ENGINE) -> Blueprint:
    """The pages of the screen. `engine` is the file of Amazon's engine; without it the screen is drawn plainly."""
    pages = Blueprint(
        "screens", __name__, template_folder="templates", static_folder="static/screen", static_url_path="/screen/static"
    )

    @pages.get("/screen")
    def screen() -> Response:
        page = Response(render_template("screen.html", has_engine=engine.is_file()))
        page.headers["Content-Security-Policy"] = POLICY
        page.headers["Cache-Control"] = "no-store"
        return page

    @pages.get("/screen/engine.js")
    def engine_file() -> Response:
        if not engine.is_file():
            abort(404)
        return Response(_readied(engine), mimetype="text/javascript")

    return pages


@cache
def _readied(engine: Path) -> bytes:
    """The engine's script, with fonts of this machine for those it would fetch from Amazon, and a start in its own task.

    Started any later, the engine may never say that it is ready.
    """
    return _FETCHED_FONT.sub(_own_font, engine.read_bytes()) + b"\nconst engineStarted = AplRenderer.initEngine();\n"


def _own_font(fetched: re.Match[bytes]) -> bytes:
    weight = " Bold" if fetched[1] and int(fetched[1]) >= _HEAVY else ""
    return ", ".join(f"local('{name}{weight}')" for name in _OWN_FONTS).encode()
