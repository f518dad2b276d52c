"""The cases as one table for a clinician to read: build/cases.html."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from skill.content import library
from skill.reports.tiers import TIER_NAMES
from skill.rules import Tier
from tests.cases import HERE, Case

FILE = HERE.parents[1] / "build" / "cases.html"
NAMES = {tier.slug: name for tier, name in TIER_NAMES.items()} | {"": "no verdict"}


def write(results: Sequence[tuple[Case, str]]) -> Path:
    """Write the table; returns where, from the project's folder."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(html(results), encoding="utf-8")
    return FILE.relative_to(HERE.parents[1])


def html(results: Sequence[tuple[Case, str]]) -> str:
    """Each person: what they have, what they say, the tier expected and told, why, and the source."""
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    themes = {
        theme: [row for row in results if row[0].theme == theme] for theme in dict.fromkeys(case.theme for case, _ in results)
    }
    means = {each.id: each.means for each in library.rulebook().findings.values()}
    return pages.get_template("page.html").render(themes=themes, means=means, names=NAMES, tiers=sorted(Tier, reverse=True))
