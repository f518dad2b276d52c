"""How the service is set up: environment variables, read once. docs/hosting.md has the same list for people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

APPLICATION_ID = re.compile(r"amzn1\.ask\.skill\.[\w-]+", re.ASCII)
BIND = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})|unix:/\S+", re.ASCII)


MOST_PORT = 65_535


class SettingsFault(ValueError):
    """A variable is missing or cannot be used. The message names it and says what is expected."""


@dataclass(frozen=True)
class Number:
    """A variable that holds a whole number, with what it is when not set, and the least and the most it may be."""

    variable: str
    usual: int
    least: int
    most: int


WORKERS = Number("SPINE_CHECK_WORKERS", 2, 1, 64)
THREADS = Number("SPINE_CHECK_THREADS", 8, 2, 64)
WORKER_SECONDS = Number("SPINE_CHECK_WORKER_SECONDS", 30, 10, 300)
GRACE_SECONDS = Number("SPINE_CHECK_GRACE_SECONDS", 10, 1, 300)
ARRIVAL_SECONDS = Number("SPINE_CHECK_ARRIVAL_SECONDS", 5, 1, 60)
MOST_BYTES = Number("SPINE_CHECK_MOST_BYTES", 65_536, 16_384, 262_144)


@dataclass(frozen=True)
class Settings:
    """What the service is told. Only the application id has no usual value."""

    application_id: str
    bind: str = "127.0.0.1:8000"
    workers: int = WORKERS.usual
    threads: int = THREADS.usual
    worker_seconds: int = WORKER_SECONDS.usual
    grace_seconds: int = GRACE_SECONDS.usual
    arrival_seconds: int = ARRIVAL_SECONDS.usual
    most_bytes: int = MOST_BYTES.usual


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises SettingsFault."""
    return Settings(
        application_id=_application_id(environment),
        bind=_bind(environment),
        workers=_number(environment, WORKERS),
        threads=_number(environment, THREADS),
        worker_seconds=_number(environment, WORKER_SECONDS),
        grace_seconds=_number(environment, GRACE_SECONDS),
        arrival_seconds=_number(environment, ARRIVAL_SECONDS),
        most_bytes=_number(environment, MOST_BYTES),
    )


def _application_id(environment: Mapping[str, str]) -> str:
    value = environment.get("SPINE_CHECK_SKILL_ID", "")
    if not APPLICATION_ID.fullmatch(value):
        raise SettingsFault("SPINE_CHECK_SKILL_ID must be the skill id from the developer console, amzn1.ask.skill...")
    return value


def _bind(environment: Mapping[str, str]) -> str:
    value = environment.get("SPINE_CHECK_BIND", Settings.bind)
    match = BIND.fullmatch(value)
    if not match or not 1 <= int(match["port"] or 1) <= MOST_PORT:
        raise SettingsFault(f"SPINE_CHECK_BIND must be host:port, with a port from 1 to {MOST_PORT}, or unix:/path")
    return value


def _number(environment: Mapping[str, str], number: Number) -> int:
    value = environment.get(number.variable, str(number.usual))
    if not re.fullmatch(r"[0-9]{1,7}", value) or not number.least <= int(value) <= number.most:
        raise SettingsFault(f"{number.variable} must be a whole number from {number.least} to {number.most}")
    return int(value)
