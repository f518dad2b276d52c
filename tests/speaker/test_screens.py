"""The device's screen, as it is served."""

from pathlib import Path

from flask import Flask

from skill.speaker import screens

ENGINE = (
    "const css = \"@font-face { font-family: 'ember'; src: url('https://fonts.example/Ember_Rg.ttf'); }\\n"
    "@font-face { font-family: 'ember'; src: url('https://fonts.example/Ember_Bd.ttf');\\n    font-weight: 700; }\";\n"
    "const AplRenderer = { initEngine() {} };"
)


def test_engine_fetches_no_font_and_starts_at_once(tmp_path: Path) -> None:
    """Its script comes with this machine's fonts for those of the network, regular and bold, and with its start at the end."""
    engine = tmp_path / "index.js"
    engine.write_text(ENGINE, encoding="utf-8")
    app = Flask(__name__)
    app.register_blueprint(screens.blueprint(engine))
    served = app.test_client().get("/screen/engine.js")
    assert served.mimetype == "text/javascript"
    assert "https:" not in served.text
    assert served.text.count("src: local('Arial'), ") == 1
    assert served.text.count("src: local('Arial Bold'), ") == 1
    assert served.text.rstrip().endswith("AplRenderer.initEngine();")


def test_without_the_engine_its_script_is_not_there(tmp_path: Path) -> None:
    """A page that is drawn plainly asks for no engine, and would get none."""
    app = Flask(__name__)
    app.register_blueprint(screens.blueprint(tmp_path / "index.js"))
    client = app.test_client()
    assert "engine.js" not in client.get("/screen").text
    assert client.get("/screen/engine.js").status_code == 404
