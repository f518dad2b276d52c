"""The page with a voice and ears: a spoken conversation through a false microphone, and the page without the one or the other."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.desk import Desk, launched

pytestmark = pytest.mark.e2e
Visit = Callable[..., Desk]
FLITE = shutil.which("flite") or "/usr/bin/flite"


class Microphone:
    """A false microphone: what is in its file is heard the next time somebody listens."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def hears(self, sentence: str, voice: str = "slt") -> None:
        subprocess.run([FLITE, "-voice", voice, "-t", sentence, "-o", str(self.file)], check=True)

    def hears_nothing(self) -> None:
        self.hears("")


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Microphone:
    one = Microphone(tmp_path_factory.mktemp("microphone") / "said.wav")
    one.hears("yes")
    return one


@pytest.fixture(scope="module")
def listening(playwright: Playwright, microphone: Microphone) -> Iterator[Browser]:
    """A browser whose microphone is a file."""
    heard = f"--use-file-for-fake-audio-capture={microphone.file}%noloop"
    with launched(playwright, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", heard) as browser:
        yield browser


def speaks(desk: Desk, microphone: Microphone, sentence: str) -> dict[str, Any]:
    """Press the button and say something."""
    microphone.hears(sentence)
    expect(desk.page.locator("#talk-label")).to_have_text("Talk")
    return desk.does(lambda: desk.page.click("#talk"))


def hush(desk: Desk) -> None:
    desk.page.uncheck("#voice")


def test_spoken_conversation(visit: Visit, listening: Browser, microphone: Microphone) -> None:
    """Opened with a press, then held by voice alone, to the emergency; what was heard is shown."""
    desk = visit(browser=listening)
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.open()
    assert speaks(desk, microphone, "yes please")["question"] == "chest"
    expect(desk.said.last).to_contain_text("spoken, as it was heard")
    assert speaks(desk, microphone, "no i don't")["question"] == "tearing"
    assert speaks(desk, microphone, "definitely not")["question"] == "legs-move"
    assert speaks(desk, microphone, "yes i do")["tier"] == "ambulance"
    desk.picture("spoken")


def test_answers_are_spoken_to_the_end(visit: Visit) -> None:
    """The page plays the voice, and only then it is the person's turn; typing hushes it."""
    desk = visit()
    desk.page.evaluate(WATCH_SOUND)
    desk.open()
    expect(desk.state).to_contain_text("Speaking")
    expect(desk.state).to_contain_text("Your turn")
    played = desk.page.evaluate("window.sounds")
    assert [(each["ended"], each["seconds"] > 3) for each in played] == [(True, True)]
    desk.say("yes")
    expect(desk.state).to_contain_text("Speaking")
    desk.page.keyboard.press("Escape")
    expect(desk.state).to_contain_text("Your turn")


WATCH_SOUND = """() => {
  window.sounds = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const sound = { ended: false, seconds: 0 };
    window.sounds.push(sound);
    this.addEventListener("ended", () => Object.assign(sound, { ended: true, seconds: this.duration }));
    return play.call(this);
  };
}"""


def test_nothing_is_sent_of_what_was_not_understood(visit: Visit, listening: Browser, microphone: Microphone) -> None:
    """Speech that is no answer is not forced into one."""
    desk = visit(browser=listening)
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.open()
    microphone.hears("how tall is the eiffel tower and who built it")
    desk.page.click("#talk")
    expect(desk.state).to_contain_text("not heard clearly")
    expect(desk.answers).to_have_count(1)


def test_what_was_heard_can_be_mended_before_it_is_sent(visit: Visit, listening: Browser, microphone: Microphone) -> None:
    """Where somebody wishes so, it waits in the field until Enter."""
    desk = visit(browser=listening)
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.page.check("#review")
    desk.open()
    microphone.hears("yes please")
    desk.page.click("#talk")
    expect(desk.state).to_contain_text("This was heard")
    expect(desk.page.locator("#said")).to_have_value("yes please")
    expect(desk.answers).to_have_count(1)
    assert desk.does(lambda: desk.page.press("#said", "Enter"))["question"] == "chest"


def test_listening_by_itself_takes_silence_for_silence(visit: Visit, listening: Browser, microphone: Microphone) -> None:
    """Hands-free, as a device: the microphone opens after each answer, and a silence brings the reprompt and then the end."""
    desk = visit(browser=listening)
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.page.check("#handsfree")
    microphone.hears_nothing()
    desk.open()
    expect(desk.state).to_contain_text("The session is over")
    expect(desk.said).to_have_count(3)


def test_talking_while_it_listens_ends_it(visit: Visit, listening: Browser, microphone: Microphone) -> None:
    """A second press is the end of what is said; Esc drops it."""
    desk = visit(browser=listening)
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.open()
    microphone.hears_nothing()
    desk.page.click("#talk")
    expect(desk.page.locator("#talk-label")).to_have_text("Done")
    desk.page.click("#talk")
    expect(desk.state).to_contain_text("Nothing was heard")
    desk.page.keyboard.press("Space")
    expect(desk.state).to_contain_text("Listening")
    desk.page.keyboard.press("Escape")
    expect(desk.state).to_contain_text("Your turn")
    expect(desk.answers).to_have_count(1)


def test_without_a_microphone_typing_is_left(visit: Visit) -> None:
    """The page says so when somebody presses Talk, and goes on by typing."""
    desk = visit()
    desk.page.click("text=Sound and microphone")
    hush(desk)
    desk.open()
    desk.page.click("#talk")
    expect(desk.state).to_contain_text("Please type")
    assert desk.say("yes")["question"] == "chest"


def test_whose_service_hears_is_said(visit: Visit) -> None:
    """This computer hears unless somebody chooses otherwise, and each choice says where the voice goes."""
    desk = visit()
    desk.page.click("text=Sound and microphone")
    expect(desk.page.locator("#hearing-line")).to_contain_text("stays on this computer")
    desk.page.select_option("#hearing", "browser")
    expect(desk.page.locator("#hearing-line")).to_contain_text("Google")


def test_without_the_voice_or_hearing_packages_the_page_says_so(visit: Visit) -> None:
    """Where the program has no voice and cannot hear, the reason stands under the settings, and typing is left."""
    desk = visit(before=lambda page: page.route("**/voices", lambda route: route.fulfill(json=NOTHING)))
    desk.page.click("text=Sound and microphone")
    expect(desk.page.locator("#voice")).to_be_disabled()
    expect(desk.page.locator("#voice-line")).to_contain_text("The package is not installed.")
    expect(desk.page.locator("#hearing option")).to_have_text(["Your browser"])
    assert desk.open()["open"]
    expect(desk.state).to_contain_text("Your turn")


NOTHING = {"voice": False, "hearing": False, "why": "The package is not installed."}


def test_sound_that_cannot_be_played_is_told(visit: Visit) -> None:
    """The words are on the page, the reason beside them, and it is the person's turn."""
    desk = visit(
        before=lambda page: page.route("**/say", lambda route: route.fulfill(body=b"no sound", content_type="audio/wav"))
    )
    desk.open()
    expect(desk.state).to_contain_text("did not play the sound")
    expect(desk.state).to_contain_text("Your turn")
    assert desk.say("yes")["question"] == "chest"


def test_without_sound_the_words_are_there(visit: Visit) -> None:
    """With the voice switched off, nothing is played and nothing is asked for."""
    desk = visit()
    desk.page.click("text=Sound and microphone")
    hush(desk)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.open()
    expect(desk.page.locator("#caption")).to_contain_text("This is Spine Check")
    expect(desk.state).to_contain_text("Your turn")
    assert not [url for url in asked if url.endswith("/say")]
