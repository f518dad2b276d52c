"""Which words of a sentence belong together: signs, durations and denials keep to the statement they stand in."""

import pytest

from skill.content import library
from skill.rules import State

HEARD = {
    "i had pneumonia about three weeks ago and then the back pain started": {"recent-infection"},
    "my mum's had lung cancer and now she's getting this pain high up between the shoulders": {"cancer-ever", "upper-back-pain"},
    "it's taking me a good five minutes to start peeing and my bits feel numb as well": {"bladder-hard", "saddle-numb"},
    "there's no weakness in my leg just tingling down the outside": {"leg-tingle"},
    "my left leg's numb right down to the foot": {"leg-numb-large"},
    "my calf's gone red and puffy since i flew back from spain": {"calf-swollen"},
    "i've had a bad back for six weeks and i've lost that much weight": {"over-two-weeks", "weight-loss"},
    "i've been on steroids for two years with my polymyalgia": {"steroid-tablets"},
    "it started three weeks ago": {"over-two-weeks"},
    "it started a week ago": set(),
    "i've not fallen or banged into anything": set(),
    "i'm on the waiting list for an operation on my back": set(),
    "i had an injection in my back last month and i'm booked in for another": {"spine-procedure"},
    "they tested me for osteoporosis and i haven't got it": set(),
    "i've lost a stone on a diet": set(),
    "i've lost a stone and i'm not even on a diet": {"weight-loss"},
    "my arm's numb and my neck hurts": set(),
    "i can't move for a second when it catches": set(),
    "i fell off my chair": {"fall"},
    "i can't sit or feel my bum": {"saddle-numb"},
}
"""A sentence, and the signs that are told as there."""

OLD = {
    "i've had tingling in both feet with my diabetes for years and it's not changed": ("both-legs", ("both-legs",)),
    "short of breath with my copd for fifteen years, no different today": ("chest", ("breathless",)),
    "no more than usual, i've had copd for years": ("chest", ("chest-or-collapse",)),
    "i've had a weak bladder since my second and it's no different": ("bladder-leak", ("bladder-leak",)),
    "that leg's been numb since my first back operation in two thousand and six": ("leg-numb", ("leg-numb-large",)),
}
"""A sentence, the question it answers, and the signs to be asked about: new, or worse?"""


@pytest.mark.parametrize("text", HEARD)
def test_each_statement_tells_its_own_signs(text: str) -> None:
    """What is heard is what some statement of the sentence tells, and nothing put together from two of them."""
    findings = library.understanding().hear(text).findings
    assert {finding for finding, state in findings.items() if state is State.PRESENT} == HEARD[text]


@pytest.mark.parametrize("text", OLD)
def test_what_is_old_and_unchanged_is_neither_there_nor_absent(text: str) -> None:
    """A sign told as long-standing is asked about: nothing that says it has not changed denies it."""
    question, old = OLD[text]
    heard = library.understanding().hear(text, library.rulebook().question[question])
    assert (heard.old, heard.answer, heard.findings) == (old, None, {})
