"""No phrase means two things, unless the content says why."""

from skill.content import library
from skill.reports import overmatch


def test_every_overlap_has_a_reason() -> None:
    """A phrase that two findings, answers or intents claim is listed in overlaps.toml, with the reason."""
    unlisted = [each for each in overmatch.overlaps() if each.reason is None]
    assert not unlisted, "\n".join(f"{each.phrase.owner}: {each.phrase.said!r}: {', '.join(each.others)}" for each in unlisted)


def test_every_listed_overlap_exists() -> None:
    """No reason is kept for an overlap that is no more."""
    listed = {(entry["owner"], entry["reason"]) for entry in library.overlaps()}
    assert listed == {(each.phrase.owner, each.reason) for each in overmatch.overlaps()}


def test_phrase_of_two_findings_is_reported() -> None:
    """A phrase that a second finding has too is claimed by both: the report can fail."""
    shared = next(each for each in overmatch.overlaps() if each.phrase.said == "my legs are weak")
    assert "both-legs" in shared.others
