"""Writes build/lambda/, the function as AWS Lambda runs it, and the same as a zip: the same bytes from the same sources.

All of it is pure Python, so one package serves arm64 and x86_64. The dependencies are copied from those that are installed here,
in the versions that lambda/requirements.txt names, which are those that the tests ran with.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from skill.content import COMPILED

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "lambda"
ARCHIVE = ROOT / "build" / "spine-check-lambda.zip"
FUNCTION = ROOT / "lambda" / "lambda_function.py"
REQUIREMENTS = ROOT / "lambda" / "requirements.txt"
ONE_VERSION = re.compile(r"([\w.-]+)==([\w.+!]+)", re.ASCII)
PARTS = ("rules", "dialogue", "language", "content", "alexa")
LEFT_OUT = ("interaction_model.py", "model_check.py")
"""Of those parts, what only writes and checks the interaction model."""

RUNTIME = (3, 13)
TASK_ROOT = "/var/task"
"""Where Lambda puts the package: what tracebacks name."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The one time that every file in the zip has, so that the zip depends on nothing but what is in it."""


class PackagingFault(Exception):
    """The package cannot be made. The message says why."""


def write(folder: Path = FOLDER, archive: Path = ARCHIVE, python: str | None = None) -> int:
    """Write the package and its zip. `python` compiles the byte code; without it one for Lambda is looked for."""
    compiler = python or _lambda_python()
    try:
        build(folder, compiler)
    except PackagingFault as fault:
        print(f"No package: {fault}", file=sys.stderr)
        return 1
    zipped(folder, archive)
    print(f"{archive.relative_to(ROOT) if archive.is_relative_to(ROOT) else archive}: {archive.stat().st_size:,} bytes")
    _tell_what_runs(compiler)
    return 0


def _tell_what_runs(compiler: str | None) -> None:
    """Whether Lambda will find byte code that it can use: it passes over that of any other version."""
    wanted = ".".join(map(str, RUNTIME))
    if compiler is None:
        print(f"There is no Python {wanted} here, so it has no byte code: every cold start compiles the sources again.")
        return
    version = _run([compiler, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]).strip()
    if version == wanted:
        print(f"It has byte code for Python {wanted}.")
    else:
        print(f"Its byte code is for Python {version}, but Lambda runs {wanted}: every cold start compiles the sources again.")


def build(folder: Path, compiler: str | None) -> None:
    """Write the package's files, replacing what was there. Raises PackagingFault."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(FUNCTION, folder / FUNCTION.name)
    for source in _own_modules():
        _copy(source, folder / source.relative_to(ROOT))
    for name, version in _required():
        _copy_distribution(name, version, folder)
    _run([sys.executable, "-m", "skill.deploy.compiled", str(folder / COMPILED.relative_to(ROOT))])
    if compiler is not None:
        into = ["-s", str(folder), "-p", TASK_ROOT]
        _run([compiler, "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash", *into, str(folder)])


def zipped(folder: Path, archive: Path) -> None:
    """Zip a folder: sorted, without times, and with the same rights for every file."""
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = ZipInfo(path.relative_to(folder).as_posix(), EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            out.writestr(entry, path.read_bytes(), ZIP_DEFLATED, 9)


def _own_modules() -> Iterator[Path]:
    skill = ROOT / "skill"
    yield skill / "__init__.py"
    for part in PARTS:
        yield from (path for path in (skill / part).rglob("*.py") if path.name not in LEFT_OUT)


def _required() -> Iterator[tuple[str, str]]:
    """Name and version of every distribution that the function needs: what they ask for themselves is not followed."""
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = ONE_VERSION.fullmatch(line)
            if not match:
                raise PackagingFault(f"{REQUIREMENTS.name}: {line} must be name==version")
            yield match[1], match[2]


def _copy_distribution(name: str, version: str, folder: Path) -> None:
    """The modules and the licence of an installed distribution. Raises PackagingFault where it is not what is wanted."""
    try:
        there = distribution(name)
    except PackageNotFoundError as error:
        raise PackagingFault(f"{name} is not installed here; run make check once") from error
    if there.version != version:
        raise PackagingFault(f"{name} is installed as {there.version}, not {version}; run make check once")
    if "Root-Is-Purelib: true" not in (there.read_text("WHEEL") or ""):
        raise PackagingFault(f"{name} is compiled for one kind of machine")
    if there.files is None:
        raise PackagingFault(f"{name} does not say which files it has; install it anew")
    for source, target in _files(there, there.files):
        _copy(source, folder / target)


def _files(there: Distribution, files: Iterable[PackagePath]) -> Iterator[tuple[Path, Path]]:
    for file in files:
        is_licence = file.parts[0].endswith(".dist-info") and "licen" in file.as_posix().lower()
        if ".." not in file.parts and (file.suffix == ".py" or is_licence):
            yield Path(str(there.locate_file(file))), Path(file)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _lambda_python() -> str | None:
    """A Python of Lambda's version on this machine, that can be started."""
    if sys.version_info[:2] == RUNTIME:
        return sys.executable
    found = shutil.which("python{}.{}".format(*RUNTIME))
    starts = found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0
    return found if starts else None


def _run(command: list[str]) -> str:
    """What the command prints. Raises PackagingFault."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise PackagingFault(f"{command[0]} cannot be started: {error.strerror}") from error
    if done.returncode:
        raise PackagingFault(done.stderr.strip() or done.stdout.strip())
    return done.stdout
