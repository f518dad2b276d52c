"""Writes the skill package to interaction_model/, or checks that what is there is fresh and breaks no rule."""

import sys
from pathlib import Path

from skill.alexa import interaction_model, model_check

PACKAGE = Path(__file__).parents[2] / "interaction_model"


def write() -> int:
    """Write the package. What breaks a rule is written too, but reported and counted as a failure."""
    files = interaction_model.package()
    for name, content in files.items():
        path = PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return _report(list(model_check.faults(files)))


def check(folder: Path = PACKAGE) -> int:
    """Compare the package on disk with content, and check it against the rules."""
    files = interaction_model.package()
    faults = [f"{name}: is stale or missing; run python -m skill model" for name in _stale(files, folder)]
    return _report([*faults, *model_check.faults(files)])


def _stale(files: dict[str, str | bytes], folder: Path) -> list[str]:
    wanted = {name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()}
    there = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def _report(faults: list[str]) -> int:
    for fault in faults:
        print(f"interaction_model/{fault}", file=sys.stderr)
    print(f"{len(faults)} faults" if faults else "The interaction model is fresh and breaks no rule.")
    return 1 if faults else 0
