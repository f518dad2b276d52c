"""The service starts with an application id and sensible numbers, or not at all."""

import json
from typing import Any

import pytest
from gunicorn.workers.gthread import ThreadWorker

from skill.web import keys, settings, verifier
from skill.web.app import create_app
from skill.web.serve import Server
from skill.web.settings import Settings, SettingsFault, read_settings
from skill.web.worker import PunctualWorker
from tests.support import APPLICATION, ROOT, run

GOOD = {"SPINE_CHECK_SKILL_ID": APPLICATION}
NUMBERS = (
    settings.WORKERS,
    settings.THREADS,
    settings.WORKER_SECONDS,
    settings.GRACE_SECONDS,
    settings.ARRIVAL_SECONDS,
    settings.MOST_BYTES,
)


def test_only_the_application_id_is_needed() -> None:
    assert read_settings(GOOD) == Settings(APPLICATION)


@pytest.mark.parametrize("value", [None, "", " ", "spine", "amzn1.ask.skill.", " amzn1.ask.skill.x", "amzn1.ask.skill.x\n", "*"])
def test_without_an_application_id_it_does_not_start(value: str | None) -> None:
    """Missing, empty or malformed: the command ends with one line that names the variable."""
    environment = {} if value is None else {"SPINE_CHECK_SKILL_ID": value}
    with pytest.raises(SettingsFault, match="SPINE_CHECK_SKILL_ID"):
        read_settings(environment)


def test_command_does_not_start_without_an_application_id() -> None:
    """The same, as an operator meets it."""
    done = run("-m", "skill", "serve")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Spine Check cannot start: SPINE_CHECK_SKILL_ID must be")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("value", [None, ""])
def test_no_part_of_it_can_be_made_without_an_application_id(value: Any) -> None:
    """Neither the service nor its verifier has a way round."""
    with pytest.raises(ValueError, match="application id"):
        create_app(Settings(value))
    with pytest.raises(ValueError, match="application id"):
        verifier.RequestVerifier(value, keys.SigningKeys(lambda _path, _now: pytest.fail("nothing is loaded"), 1))


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.variable)
def test_numbers_are_taken_within_their_bounds(number: settings.Number) -> None:
    """The least and the most are taken; beyond them, none, nothing and nonsense are refused by name."""
    for value in (number.least, number.usual, number.most):
        assert value in vars(read_settings({**GOOD, number.variable: str(value)})).values()
    for wrong in (number.least - 1, number.most + 1, "", "many", "-1", "1.5", " 5", "٣", "9" * 4000):
        with pytest.raises(SettingsFault, match=number.variable):
            read_settings({**GOOD, number.variable: str(wrong)})


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "0.0.0.0:80", "[::1]:8000", "unix:/run/spine-check.sock"])
def test_addresses_to_listen_on(bind: str) -> None:
    assert read_settings({**GOOD, "SPINE_CHECK_BIND": bind}).bind == bind


@pytest.mark.parametrize(
    "bind",
    [
        "",
        "8000",
        ":8000",
        "host",
        "unix:",
        "127.0.0.1:8000 --reload",
        "UNIX:/run/spine-check.sock",
        "127.0.0.1:99999",
        "[::1]:65536",
        "127.0.0.1:0",
    ],
)
def test_addresses_that_are_none(bind: str) -> None:
    with pytest.raises(SettingsFault, match="SPINE_CHECK_BIND"):
        read_settings({**GOOD, "SPINE_CHECK_BIND": bind})


@pytest.mark.parametrize(
    ("bind", "cause"),
    [("unix:/nowhere/at/all.sock", "No such file or directory"), ("no.such.host.invalid:8000", "no.such.host.invalid")],
    ids=["path", "host"],
)
def test_address_that_cannot_be_listened_on_is_told(bind: str, cause: str) -> None:
    """No request has come yet, so the server's own words are written: they say what is wrong."""
    done = run("-m", "skill", "serve", SPINE_CHECK_SKILL_ID=APPLICATION, SPINE_CHECK_BIND=bind)
    assert done.returncode == 1
    assert done.stderr == ""
    assert any(cause in json.loads(line)["server"] for line in done.stdout.splitlines())


def test_server_still_has_what_the_worker_extends() -> None:
    """The worker stands on three of gunicorn's inner methods: a version without one of them is to be noticed."""
    extended = {name for name in vars(PunctualWorker) if not name.startswith("__")}
    assert extended == {"enqueue_req", "finish_request", "murder_keepalived"}
    assert all(callable(getattr(ThreadWorker, name, None)) for name in extended)


def test_settings_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gunicorn is told every setting, and nothing by its own variables."""
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--workers 9 --access-logfile -")
    config: Any = Server(Settings(APPLICATION, "127.0.0.1:1", 3, 5, 20, 7, 4, 20_000)).cfg
    assert (config.address, config.workers, config.threads) == ([("127.0.0.1", 1)], 3, 5)
    assert (config.timeout, config.graceful_timeout, config.keepalive) == (20, 7, 0)
    assert config.accesslog is None
    assert config.worker_class_str == "PunctualWorker"


def test_table_for_people_is_complete() -> None:
    """The variables are those of the table in docs/hosting.md, no more and no fewer; none of them turns a check off."""
    told = {*(number.variable for number in NUMBERS), "SPINE_CHECK_SKILL_ID", "SPINE_CHECK_BIND"}
    hosting = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in hosting.splitlines() if line.startswith("| `SPINE_CHECK")}
    assert set(rows) == told
    for number in NUMBERS:
        assert f"| {number.usual} | {number.least} to {number.most} |" in rows[number.variable]
