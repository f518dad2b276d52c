"""A statement of health is a no only as it stands: one word that limits, dates, doubts or turns it, and it is none."""

import pytest

from skill.content import LANGUAGE, library, read
from skill.language.expressions import spread
from skill.language.healthy import Healthy

CONTENT = read(LANGUAGE / "healthy.toml")
HEALTHY = Healthy(CONTENT, library.answers())
STATEMENTS = {
    name: [*spread(spread(entry["does"], CONTENT["slots"]), CONTENT["slots"]), "everything's in working order", "same as always"]
    for name, entry in CONTENT["question"].items()
    if library.rulebook().question[name].danger_now
}
"""Of the questions about danger, where nothing but a clear no may be one."""
AFTER = """
but it's dull, but not much, but weaker, but slowly, but, but it, if i push, if i press, if i try, when i look, when they're wet,
until monday, till last night, since the operation, last week, yesterday, now, today, on the right, on one side, only the left,
as long as i strain, with help, with a stick, with my hand, by hand, for a minute, for now, at first, in the end, after a while,
most days, mostly, sometimes, half the time, on a good day, in the morning, at night, in bed, at home, almost, nearly, a bit,
i think, i suppose, maybe, i hope, so they say, except the toes, apart from there, unless i'm lying down, or not, or is it
""".replace("\n", " ").split(",")
BEFORE = """
not, it's not, never, hardly, barely, no longer, almost, nearly, half, mostly, it was, they were, it used to be, i could, i can't,
i wish it was, i hope, should be, is it, are they, does it, it isn't, they aren't, i don't, it won't, i'd like it to be, far from,
anything but, nowhere near, only sometimes, one, the other, the left one, my right one, somebody says, if
""".replace("\n", " ").split(",")


@pytest.mark.parametrize("question", STATEMENTS)
def test_a_statement_of_health_is_a_no_by_itself_only(question: str) -> None:
    """ "It goes when i want" is a no; "it goes when i want most days" and "it used to be goes when i want" are none."""
    limited = [f"{said} {after.strip()}" for said in STATEMENTS[question] for after in AFTER]
    limited += [f"{before.strip()} {said}" for said in STATEMENTS[question] for before in BEFORE]
    assert not [said for said in limited if HEALTHY.says(said, question)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("saddle", "i can feel when i wipe just fine"),
        ("bowel", "goes when i want"),
        ("foot", "both feet work"),
        ("saddle", "everything's in working order down there"),
        ("legs-weak", "as strong as ever"),
        ("legs-move", "yes i can move both legs fine"),
        ("legs-move", "sore but they do work"),
        ("bladder-leak", "dry as a bone thank god"),
        ("chest", "breathing's fine and my heart is grand"),
        ("cancer", "never darkened my door"),
    ],
)
def test_health_is_told_in_many_words(question: str, said: str) -> None:
    """Each says that what was asked about is as it should be."""
    assert HEALTHY.says(said, question)
