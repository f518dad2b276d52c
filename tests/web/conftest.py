"""The service with its certificate host, for the tests of this folder."""

import logging
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from skill.web import logs
from tests.web.certificate_host import CertificateHost, in_its_place
from tests.web.pki import pki
from tests.web.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A running service, and the one host it may ask."""
    roots: Path = tmp_path_factory.mktemp("roots") / "roots.pem"
    roots.write_bytes(pki().root.pem)
    host = CertificateHost(pki().host)
    with in_its_place(host.port, roots) as looked_up:
        yield World(host, looked_up)
    host.close()


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[str]]]:
    """What the service has logged since it was last asked; nothing else may be written anywhere."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    root.handlers = []
    logs.configure()
    logs.requests_come()
    [handler] = root.handlers
    assert isinstance(handler, logs.Lines)
    written = StringIO()
    handler.setStream(written)

    def lines() -> list[str]:
        assert capsys.readouterr() == ("", "")
        text = written.getvalue()
        written.seek(0)
        written.truncate()
        return text.splitlines()

    yield lines
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
