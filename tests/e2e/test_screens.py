"""Every screen on every device, drawn by Amazon's engine in a real browser: nothing clipped, nothing faint, nothing tiny."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Frame, Page, Playwright
from werkzeug.serving import make_server

from skill.alexa.screen import SCREENS
from skill.content import library
from skill.speaker import screens
from tests.support import LAUNCH, ROOT, SCENES, directives, envelope, handler, intent, scene, touch

PICTURES = ROOT / "build" / "screenshots"
BROWSER = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
SKILL = handler()
Json = dict[str, Any]
pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Device:
    """A viewport as a device reports it, in pixels. `least` is the smallest type allowed, in hundredths of the height."""

    width: int
    height: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"
    least: float = 4.4

    @property
    def viewport(self) -> Json:
        return {"width": self.width, "height": self.height, "dpi": self.dpi, "shape": self.shape, "mode": self.mode}


DEVICES = {
    "hub-small": Device(960, 480),
    "hub-medium": Device(1024, 600),
    "hub-large": Device(1280, 800),
    "hub-extra-large": Device(1920, 1080),
    "tv": Device(1920, 1080, dpi=320, mode="TV"),
    "round": Device(480, 480, shape="ROUND", least=3.4),
}

WAYS: Mapping[str, tuple[str, str, str]] = {
    "question": ("start", "AMAZON.YesIntent", "en-US"),
    "help": ("start", "AMAZON.HelpIntent", "en-US"),
    "help-check": ("question", "AMAZON.HelpIntent", "en-US"),
    "why": ("question-late", "WhyIntent", "en-US"),
    "why-verdict": ("again-same-day", "WhyIntent", "en-US"),
    "no-phone": ("again-ambulance", "NoPhoneIntent", "en-US"),
    "goodbye": ("tip-more", "AMAZON.NoIntent", "en-US"),
    "goodbye-in-mid-check": ("question", "AMAZON.StopIntent", "en-US"),
    "goodbye-today": ("again-same-day", "AMAZON.NoIntent", "en-US"),
    "goodbye-department": ("again-department", "AMAZON.NoIntent", "en-US"),
    "goodbye-ambulance": ("again-ambulance", "AMAZON.NoIntent", "en-US"),
    "goodbye-crisis": ("crisis", "AMAZON.NoIntent", "en-GB"),
    "ambulance-australia": ("again-ambulance", "AMAZON.RepeatIntent", "en-AU"),
    "ambulance-unknown-country": ("again-ambulance", "AMAZON.RepeatIntent", "de-DE"),
    "department-india": ("again-department", "AMAZON.RepeatIntent", "en-IN"),
    "same-day-australia": ("again-same-day", "AMAZON.RepeatIntent", "en-AU"),
    "crisis-australia": ("crisis", "AMAZON.RepeatIntent", "en-AU"),
    "crisis-britain": ("crisis", "AMAZON.RepeatIntent", "en-GB"),
    **{state: (state, "AMAZON.RepeatIntent", "en-US") for state in SCENES if state not in ("fresh", "question")},
}
"""For each picture the state, what is said in it, and where."""


def directive(answer: Mapping[str, Any]) -> Json:
    return directives(answer, "Alexa.Presentation.APL.RenderDocument")[0]


def appointment() -> Json:
    """The verdict "an appointment": over two weeks of pain, and no sign of danger."""
    late = SKILL(envelope(intent("AMAZON.YesIntent"), scene("question-late").talk, has_screen=True), None)
    event = envelope(intent("AMAZON.YesIntent"), has_screen=True)
    event["session"].update(new=False, attributes=late["sessionAttributes"])
    return directive(SKILL(event, None))


def states() -> dict[str, Json]:
    """The directive behind each picture."""
    drawn = {"welcome": directive(SKILL(envelope(LAUNCH, has_screen=True), None)), "appointment": appointment()}
    denied = intent("AnswerIntent", words="no i can pee fine")
    drawn["doubt-beside-the-number"] = directive(SKILL(envelope(denied, scene("again-department").talk, has_screen=True), None))
    for name, (state, said, locale) in WAYS.items():
        event = envelope(intent(said), scene(state).talk, locale=locale, has_screen=True)
        drawn[name] = directive(SKILL(event, None))
    return drawn


def longest() -> dict[str, Json]:
    """Each text that is said, where it needs most room: all questions, tips, pieces about surgery, and pages of advice."""
    [template] = [shown for name, shown in states().items() if name == "question"]
    data = template["datasources"]["screen"]
    drawn = {}
    for question in library.rulebook().questions:
        for form in ("ask", "again", "ask_them", "again_them"):
            text = library.speaker("en-US").fill(library.texts().questions[question.id][form])
            shown = {**data, "text": text, "letters": {**data["letters"], "text": len(text)}}
            drawn[f"{question.id}-{form}"] = {**template, "datasources": {"screen": shown}}
    tip = states()["tip-more"]
    texts = [*library.texts().tips.items()]
    texts += [
        (f"{chapter}-{place}", text) for chapter, pieces in library.texts().pieces.items() for place, text in enumerate(pieces)
    ]
    for name, raw in texts:
        text = library.speaker("en-IN").fill(raw)
        data = tip["datasources"]["screen"]
        shown = {**data, "text": text, "letters": {**data["letters"], "text": len(text)}}
        drawn[name] = {**tip, "datasources": {"screen": shown}}
    return drawn


def turned(shown: Json) -> list[Json]:
    """The same screen opened at each of its pages."""
    data = shown["datasources"]["screen"]
    count = max(len(data["pages"]), len(data["all"])) if data["kind"] in ("advice", "goodbye", "crisis") else 1
    pages = [{**data, **{name: data[name][place:] or data[name][-1:] for name in ("pages", "all")}} for place in range(count)]
    return [{**shown, "datasources": {"screen": page}} for page in pages]


HOST = """<!doctype html><title>host</title><link rel="icon" href="data:,"><body style="margin:0"><script>
const told = [];
addEventListener("message", (event) => told.push(event.data));
function embed(width, height) {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts";
  frame.style.cssText = `border: 0; width: ${width}px; height: ${height}px`;
  frame.src = "/screen";
  document.body.replaceChildren(frame);
}
function render(directive, viewport) {
  told.length = 0;
  document.querySelector("iframe").contentWindow.postMessage({ type: "render", number: 1, directive, viewport }, "*");
}
</script>"""


@dataclass
class Screen:
    """A page that embeds the screen as the desk page does, and keeps what it says."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    @property
    def inside(self) -> Frame:
        return self.page.frames[1]

    def open(self, device: Device, path: str = "/host") -> Json:
        """Embed the screen at a device's size; what it says when it is ready."""
        self.page.goto(self.home + path)
        self.page.evaluate("([width, height]) => embed(width, height)", [device.width, device.height])
        self.page.wait_for_function("told.some((each) => each.type === 'ready')")
        ready: Json = self.page.evaluate("told.find((each) => each.type === 'ready')")
        return ready

    def draw(self, shown: Json, device: Device) -> Json:
        """Draw a directive; what the screen says when it has."""
        self.page.evaluate("([directive, viewport]) => render(directive, viewport)", [shown, device.viewport])
        self.page.wait_for_function("told.some((each) => each.type === 'painted')")
        painted: Json = self.page.evaluate("told.find((each) => each.type === 'painted')")
        return painted

    def touch(self, label: str) -> Json:
        """Touch a button once, when touches count; what the screen reports."""
        self.page.wait_for_function("told.some((each) => each.type === 'drawn')")
        self.inside.get_by_text(label, exact=True).click()
        self.page.wait_for_function("told.some((each) => each.type === 'touch')")
        event: Json = self.page.evaluate("told.find((each) => each.type === 'touch').event")
        return event


def host(engine: Path) -> Flask:
    app = Flask(__name__)
    app.register_blueprint(screens.blueprint(engine))
    app.add_url_rule("/host", "host", lambda: HOST)
    return app


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
    yield browser
    browser.close()


def shows(browser: Browser, engine: Path) -> Iterator[Screen]:
    server = make_server("127.0.0.1", 0, host(engine), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    screen = Screen(page, f"http://127.0.0.1:{server.server_port}")
    page.on("console", lambda message: screen.complaints.append(message.text))
    page.on("pageerror", lambda error: screen.complaints.append(str(error)))
    page.on("request", lambda request: screen.fetched.append(request.url))
    yield screen
    page.close()
    server.shutdown()
    server.server_close()
    assert not screen.complaints
    assert [each for each in screen.fetched if not each.startswith((screen.home, "data:", "blob:"))] == []


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Screen]:
    """The screen with Amazon's engine. Any word on the console, and any request to elsewhere, is a failure."""
    assert screens.ENGINE.is_file(), "Amazon's engine is not installed: make screens"
    yield from shows(browser, screens.ENGINE)


@pytest.fixture(scope="module")
def plain(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The screen where the engine is not installed."""
    yield from shows(browser, tmp_path_factory.mktemp("nothing") / "index.js")


LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")


def faults(screen: Screen, shown: Json, device: Device) -> list[str]:
    """What a person would find wrong with what is drawn."""
    drawn = screen.draw(shown, device)
    found = [*drawn["warnings"]] if drawn["engine"] else ["not drawn by the engine"]
    texts: list[Json] = screen.inside.evaluate(LOOK, device.shape == "ROUND")
    data = shown["datasources"]["screen"]
    answers = [button["label"] for button in data["buttons"]]
    whole = letters(" ".join(each["text"] for each in texts))
    found += [f"missing: {text}" for text in expected(data, device) if letters(text) not in whole]
    for each in texts:
        scrolls = data["kind"] == "choices" and device.shape == "ROUND" and each["text"] in answers[2:]
        found += [f"clipped: {each['text']}"] if each["clipped"] and not scrolls else []
        found += [f"contrast {each['contrast']:.1f}: {each['text']}"] if each["contrast"] < 4.5 else []
        size = 100 * each["size"] / device.height
        found += [f"type of {size:.1f}%: {each['text']}"] if size < device.least else []
    if data["number"]:
        [figures] = [each["size"] for each in texts if each["text"] == data["number"]]
        found += (
            ["something is larger than the number"]
            if figures <= max(0, *(e["size"] for e in texts if e["text"] != data["number"]))
            else []
        )
    return found


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def expected(data: Json, device: Device) -> list[str]:
    """The texts that must be seen whole."""
    round_ = device.shape == "ROUND"
    answers = [button["label"] for button in data["buttons"]]
    if data["kind"] == "choices" and round_:
        answers = answers[:2]
    if data["number"] and data["kind"] != "question":
        return [
            data["label"],
            data["number"],
            data["note"],
            *answers,
            *([data["all"][0]["text"]] if round_ else [data["action"], data["details"]]),
        ]
    if data["tier"]:
        return [
            data["label"],
            *answers,
            *(
                [data["all"][0]["text"]]
                if round_
                else [data["action"], data["pages"][0]["text"] if data["pages"] else "", data["question"]]
            ),
        ]
    return [data["text"], data["question"], data["progress"], *answers]


@pytest.mark.parametrize("name", DEVICES)
def test_every_state_is_drawn_whole(screen: Screen, name: str) -> None:
    """On every device every state is drawn without a warning, whole, in type that is large and stands out; pictures are kept."""
    device = DEVICES[name]
    assert screen.open(device) == {"type": "ready", "engine": True}
    (PICTURES / name).mkdir(parents=True, exist_ok=True)
    found = {}
    for state, shown in states().items():
        for place, page in reversed([*enumerate(turned(shown))]):
            found[f"{state} {place}"] = faults(screen, page, device)
        screen.page.wait_for_timeout(100)
        screen.page.locator("iframe").screenshot(path=PICTURES / name / f"{state}.png")
    assert {state: each for state, each in found.items() if each} == {}


def test_a_slow_part_of_the_page_delays_the_engine_and_no_more(screen: Screen) -> None:
    """What stands beside the engine may come long after it: the engine has started, and draws."""
    device = DEVICES["hub-small"]
    later = re.compile("amazon[.]js$")
    screen.page.route(later, lambda route: (time.sleep(1), route.continue_()))
    screen.open(device)
    assert screen.draw(states()["question"], device)["engine"]
    screen.page.unroute(later)


@pytest.mark.parametrize("name", ["hub-small", "tv", "round"])
def test_every_text_has_room(screen: Screen, name: str) -> None:
    """Each question in each wording, each tip and each piece about surgery fits the screen it stands on."""
    device = DEVICES[name]
    screen.open(device)
    found = {text: faults(screen, shown, device) for text, shown in longest().items()}
    assert {text: each for text, each in found.items() if each} == {}


@pytest.mark.parametrize("state", ["welcome", "question", "which", "question-age", "menu", "fix", "again-ambulance", "read-back"])
def test_touch_sends_the_answer_on_the_button(screen: Screen, state: str) -> None:
    """A touch gives the event that a device sends, with the answer and the question it belongs to."""
    device = DEVICES["hub-small"]
    shown = states()[state]
    screen.open(device)
    for button in shown["datasources"]["screen"]["buttons"]:
        screen.draw(shown, device)
        event = screen.touch(button["label"])
        assert event["arguments"] == ["answer", button["answer"], button["kind"], button["id"]]
        assert (event["source"]["type"], event["source"]["handler"]) == ("TouchWrapper", "Press")
        assert event["components"] == {}


def test_touch_goes_on_as_the_word_does(screen: Screen) -> None:
    """What the engine reports, handed to the skill as a device would, brings the next question."""
    device = DEVICES["hub-medium"]
    shown = states()["question"]
    screen.open(device)
    screen.draw(shown, device)
    arguments = screen.touch("Yes")["arguments"]
    talk = scene("question").talk
    answered = SKILL(envelope(touch(*arguments), talk, has_screen=True), None)
    assert answered == SKILL(envelope(intent("AMAZON.YesIntent"), talk, has_screen=True), None)


def test_pages_of_advice_turn_by_themselves(screen: Screen) -> None:
    """After a while the next page of advice is shown, without a touch."""
    device = DEVICES["hub-large"]
    shown = states()["again-same-day"]
    first, second = (letters(page["text"]) for page in shown["datasources"]["screen"]["pages"][:2])
    screen.open(device)
    screen.draw(shown, device)

    def seen() -> str:
        return letters(" ".join(each["text"] for each in screen.inside.evaluate(LOOK, arg=False)))

    for shown_now, hidden in ((first, second), (second, first)):
        for _ in range(100):
            if shown_now in seen() and hidden not in seen():
                break
            screen.page.wait_for_timeout(250)
        assert shown_now in seen()
        assert hidden not in seen()


def test_without_the_engine_the_same_is_shown_plainly(plain: Screen) -> None:
    """Where the engine is not installed, plain HTML shows the same data, says what it is, and takes touches.

    Nothing is cut off or faint. A long text scrolls; the answers stay in sight.
    """
    for name, device in DEVICES.items():
        assert plain.open(device) == {"type": "ready", "engine": False}
        for state, shown in states().items():
            assert plain.draw(shown, device) == {"type": "painted", "number": 1, "engine": False, "warnings": []}
            data = shown["datasources"]["screen"]
            text = letters(plain.inside.locator("#view").inner_text())
            for part in ("text", "question", "number", "progress"):
                assert letters(data[part]) in text, (name, state, part)
            assert "Aplainrendering" in text
            seen: list[Json] = plain.inside.evaluate(LOOK, device.shape == "ROUND")
            assert [each["text"] for each in seen if each["contrast"] < 4.5] == [], (name, state)
            cut = [each["text"] for each in seen if each["clipped"]]
            assert cut in ([], [data["text"]] if plain.inside.locator(".words[tabindex]").count() else []), (name, state)
            assert {each["label"] for each in data["buttons"]} <= {each["text"] for each in seen}, (name, state)
        plain.page.locator("iframe").screenshot(path=_picture(name))
    device = DEVICES["hub-large"]
    plain.open(device)
    plain.draw(states()["question"], device)
    assert plain.touch("Not sure")["arguments"] == ["answer", "unsure", "question", "chest"]


def _picture(name: str) -> Path:
    (PICTURES / name).mkdir(parents=True, exist_ok=True)
    return PICTURES / name / "plain.png"


def test_documents_pass_amazons_own_checker() -> None:
    """The checker of Amazon's authoring tool finds nothing in our documents, and something in a faulty one."""
    documents = {name: library.screen(name) for name in SCREENS}
    faulty = {**library.screen("tip"), "layouts": {"Wrong": {"items": [{"type": "Text", "fontsise": "9vh"}]}}}
    told = subprocess.run(
        ["node", "lint.mjs"],  # noqa: S607
        input=json.dumps({**documents, "faulty": faulty}),
        cwd=ROOT / "screens",
        capture_output=True,
        text=True,
        check=True,
    )
    complaints = json.loads(told.stdout)
    assert complaints.pop("faulty")
    assert complaints == {name: [] for name in SCREENS}
