"""What the long tests share: the package as it is deployed, and the tools from npm."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.deploy import package as packaging
from skill.speaker.requests import DESK_APPLICATION_ID
from tests.e2e import cloud

NPM = Path(__file__).parent / "npm"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deployed package, freshly made."""
    folder = tmp_path_factory.mktemp("build") / "lambda"
    assert packaging.write(folder, folder.parent / "lambda.zip") == 0
    return folder


@pytest.fixture
def function(package: Path) -> Iterator[cloud.Lambda]:
    """The deployed function, in a cold process of its own."""
    with cloud.started(package, DESK_APPLICATION_ID) as running:
        yield running


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder with the tools from npm."""
    assert (NPM / "node_modules").is_dir(), "make e2e installs them"
    return NPM
