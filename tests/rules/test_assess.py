"""The verdict, and what is worth asking: properties of the rulebook that is in force."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skill.content import library
from skill.rules import Findings, Question, Rule, Rulebook, State, Tier, assess, at_most, next_question, questions_left
from tests.support import ABSENT, ADULT, PRESENT, UNSURE

BOOK = library.rulebook()
CAUTION = Tier.SAME_DAY

# Each of these alone sends a person for help now (the evidence table 1.3 and 1.6).
AMBULANCE_ALONE = (
    "chest-pain breathless collapse chest-or-collapse tearing-pain aneurysm-known aorta-sign legs-wont-move cold-pale-leg"
).split()
DEPARTMENT_ALONE = (
    "serious-accident bladder-hard bladder-leak bladder-numb bowel-control-lost saddle-numb both-legs foot-drop legs-weak "
    "walking-unsteady legs-failing sexual-change"
).split()

Known = dict[str, State]
some_findings = st.dictionaries(st.sampled_from(list(BOOK.findings)), st.sampled_from(list(State)), max_size=25)
few_present = st.dictionaries(st.sampled_from(list(BOOK.findings)), st.just(PRESENT), max_size=4)


def tier(findings: Findings, book: Rulebook = BOOK) -> Tier:
    return assess(book, findings).tier


def with_state(findings: Findings, finding: str, state: State) -> Known:
    """The findings with one more, and what follows from it when it is present."""
    return {**findings, **dict.fromkeys(BOOK.told(finding) if state is PRESENT else (finding,), state)}


def alone(*present: str) -> Known:
    return {name: PRESENT for each in present for name in BOOK.told(each)}


def answered(question: Question, answer: State, age: int) -> Known:
    if question.asks_age:
        return BOOK.told_by_age(age)
    return question.answered(answer)


def interviewed(answers: list[State], age: int, told: Findings) -> tuple[Known, list[str]]:
    """What is known and what was asked when an interview is answered in this way; no after the answers run out."""
    known, asked = dict(told), []
    while (question := next_question(BOOK, known)) is not None:
        asked.append(question.id)
        answer = answers[len(asked) - 1] if len(asked) <= len(answers) else ABSENT
        for finding, state in answered(question, answer, age).items():
            known.setdefault(finding, state)
    return known, asked


# ---------------------------------------------------------------- verdicts


@pytest.mark.parametrize("finding", AMBULANCE_ALONE)
def test_sign_alone_needs_an_ambulance(finding: str) -> None:
    """One of these signs, and nothing else, is a matter for an ambulance."""
    assert tier(alone(finding)) is Tier.AMBULANCE


@pytest.mark.parametrize("finding", DEPARTMENT_ALONE)
def test_sign_alone_needs_the_emergency_department(finding: str) -> None:
    """One of these signs, and nothing else, is a matter for the emergency department."""
    assert tier(alone(finding)) is Tier.EMERGENCY_DEPARTMENT


def test_no_finding_beyond_the_listed_ones_is_an_emergency_alone() -> None:
    """The lists above are all the signs that alone mean an emergency; a warning sign in pregnancy tells of the pregnancy too."""
    found = {finding for finding in BOOK.findings if tier(alone(finding)).is_emergency}
    assert found == {*AMBULANCE_ALONE, *DEPARTMENT_ALONE, "pregnancy-warning"}


def test_nothing_known_is_self_care_and_not_settled() -> None:
    """Without an answer there is no reason for anything, and nothing is settled."""
    nothing = assess(BOOK, {})
    assert (nothing.tier, nothing.reasons) == (Tier.SELF_CARE, ())
    assert next_question(BOOK, {}) is not None


COMBINATIONS = {
    "accident and numb leg": (("serious-accident", "leg-numb-large"), Tier.AMBULANCE),
    "fever and very ill": (("fever", "very-ill"), Tier.AMBULANCE),
    "fever and weak immunity": (("fever", "weak-immunity"), Tier.EMERGENCY_DEPARTMENT),
    "fever and injected drugs": (("fever", "injected-drugs"), Tier.EMERGENCY_DEPARTMENT),
    "fever and a back procedure": (("fever", "spine-procedure"), Tier.EMERGENCY_DEPARTMENT),
    "fever alone": (("fever",), Tier.SAME_DAY),
    "cancer and a tingling leg": (("cancer-ever", "leg-tingle"), Tier.EMERGENCY_DEPARTMENT),
    "cancer alone": (("cancer-ever",), Tier.SAME_DAY),
    "pregnant with a warning sign": (("pregnancy-warning",), Tier.EMERGENCY_DEPARTMENT),
    "blood thinners and a fall": (("blood-thinners", "fall"), Tier.EMERGENCY_DEPARTMENT),
    "blood thinners alone": (("blood-thinners",), Tier.SELF_CARE),
    "a child with a fever": (("under-18", "fever"), Tier.EMERGENCY_DEPARTMENT),
    "a child": (("under-18",), Tier.SAME_DAY),
    "a fall over fifty": (("fall", "age-50"), Tier.SAME_DAY),
    "a fall with thin bones": (("fall", "osteoporosis"), Tier.SAME_DAY),
    "a fall": (("fall",), Tier.APPOINTMENT),
    "over seventy": (("age-50", "age-65", "age-70"), Tier.APPOINTMENT),
    "lasting pain": (("over-two-weeks",), Tier.APPOINTMENT),
}


@pytest.mark.parametrize(("present", "expected"), COMBINATIONS.values(), ids=COMBINATIONS)
def test_findings_together_give_the_tier_of_the_evidence_table(present: tuple[str, ...], expected: Tier) -> None:
    """Findings that weigh more together than alone, and some that do not."""
    assert tier(alone(*present)) is expected


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_decides_some_case(rule: Rule) -> None:
    """Without the rule, somebody would hear another tier or another advice: no rule is there for nothing."""
    without = replace(BOOK, rules=tuple(each for each in BOOK.rules if each is not rule))
    cases = [alone(*combination) for combination in rule.combinations]

    def heard(book: Rulebook, case: Known) -> tuple[Tier, str]:
        verdict = assess(book, case)
        return verdict.tier, verdict.reasons[0].rule.advice if verdict.reasons else ""

    assert any(heard(BOOK, case) != heard(without, case) for case in cases)


@given(some_findings, st.randoms(use_true_random=False))
def test_order_of_telling_does_not_matter(findings: Known, random: Random) -> None:
    """The same findings in another order give the same verdict, the same reasons and the same next question."""
    order = list(findings)
    random.shuffle(order)
    shuffled = {finding: findings[finding] for finding in order}
    first, second = assess(BOOK, findings), assess(BOOK, shuffled)
    assert (first.tier, next_question(BOOK, findings)) == (second.tier, next_question(BOOK, shuffled))
    assert [(each.rule.id, set(each.findings)) for each in first.reasons] == [
        (each.rule.id, set(each.findings)) for each in second.reasons
    ]
    assert next_question(BOOK, findings) == next_question(BOOK, shuffled)


@given(some_findings | few_present, st.sampled_from(list(BOOK.findings)))
def test_more_concern_never_lowers_the_verdict(findings: Known, finding: str) -> None:
    """From not known or absent through unsure to present, the verdict only rises, whatever else is known."""
    rest = {name: state for name, state in findings.items() if name != finding}
    steps = [rest, *({**rest, finding: state} for state in (ABSENT, UNSURE, PRESENT))]
    tiers = [tier(step) for step in steps]
    assert tiers == sorted(tiers)
    assert tiers[0] is tiers[1]


@given(some_findings | few_present, st.sampled_from(list(BOOK.findings)))
def test_unsure_counts_as_its_question_says(findings: Known, finding: str) -> None:
    """Unsure about danger counts as present; otherwise it lifts the verdict to a doctor today and no further."""
    absent, unsure, present = (tier({**findings, finding: state}) for state in (ABSENT, UNSURE, PRESENT))
    if finding in BOOK.counts_as_present_when_unsure:
        assert unsure is present
    else:
        assert unsure is max(absent, min(CAUTION, present))


@pytest.mark.parametrize(
    "question", [each for each in BOOK.questions if each.unsure_counts_as_present], ids=lambda question: question.id
)
def test_unsure_about_danger_gives_the_verdict_of_a_yes_and_says_so(question: Question) -> None:
    """The verdict is that of a yes, and its reason is marked as resting on doubt."""
    context = alone(*question.after[:1])
    unsure = assess(BOOK, {**context, **question.answered(UNSURE)})
    assert unsure.tier >= tier({**context, **question.answered(PRESENT)})
    assert unsure.reasons[0].cautious


def test_questions_about_bladder_bowel_numbness_legs_and_chest_count_doubt_as_a_yes() -> None:
    """Unsure is never taken for no where it is about danger now."""
    named = (
        "chest tearing legs-move cold-leg bladder-hard bladder-leak bladder-feel bowel saddle both-legs foot legs-weak leg-numb"
    )
    assert all(BOOK.question[name].unsure_counts_as_present for name in named.split())


@pytest.mark.parametrize("sign", ["wound-problem", "pregnancy-warning"])
def test_doubt_about_a_sign_that_implies_another_is_a_doctor_today(sign: str) -> None:
    """Nobody who may have a leaking wound, or a warning sign in pregnancy, is told less than to speak to a doctor today."""
    assert tier({sign: UNSURE}) is CAUTION


@given(some_findings)
def test_reasons_are_the_rules_that_are_met_most_urgent_first(findings: Known) -> None:
    """Each reason rests on findings that were told or doubted, and the first one is the verdict."""
    verdict = assess(BOOK, findings)
    tiers = [reason.tier for reason in verdict.reasons]
    assert tiers == sorted(tiers, reverse=True)
    assert verdict.tier is (tiers[0] if tiers else Tier.SELF_CARE)
    for reason in verdict.reasons:
        assert reason.findings
        assert all(findings[each] in (PRESENT, UNSURE) for each in reason.findings)
        assert reason.cautious == any(findings[each] is UNSURE for each in reason.findings)


@given(some_findings)
def test_judging_changes_nothing_that_is_known(findings: Known) -> None:
    """The rules only read."""
    before = dict(findings)
    assess(BOOK, findings)
    questions_left(BOOK, findings)
    assert list(findings.items()) == list(before.items())


# ---------------------------------------------------------------- what is asked

AGES = (8, 17, 18, 30, 49, 50, 64, 65, 69, 70, 95)
answers = st.lists(st.sampled_from([ABSENT, ABSENT, ABSENT, UNSURE, PRESENT]), max_size=30)
cautious_told = st.dictionaries(
    st.sampled_from(
        [each for each in BOOK.findings if not tier(alone(each)).is_emergency and not BOOK.findings[each].follows_from_age]
    ),
    st.sampled_from(list(State)),
    max_size=4,
)


def can_still_be_asked(question: Question, known: Findings) -> bool:
    """Whether a person could still be asked this: it is open, nothing rules it out, and triage was not ended."""
    if any(known.get(each) is PRESENT for each in question.touches) or all(each in known for each in question.touches):
        return False
    if question.after and all(known.get(each) is not PRESENT for each in question.after):
        return False
    ended = any(
        rule.ends_triage and rule.met_by(frozenset(name for name in known if known[name] is PRESENT)) for rule in BOOK.rules
    )
    return question.danger_now or not ended


def worst_of_all(known: Findings, questions: list[Question], age: int) -> Known:
    """What would be known if every one of these questions were answered with a yes to each of its signs."""
    worst = dict(known)
    for question in questions:
        for finding, state in (
            answered(question, PRESENT, age) if question.asks_age else dict.fromkeys(question.touches, PRESENT)
        ).items():
            worst.setdefault(finding, state)
    return worst


@given(answers, st.sampled_from(AGES), cautious_told)
def test_when_nothing_more_is_asked_no_answer_could_raise_the_verdict(given_answers: list[State], age: int, told: Known) -> None:
    """At the end of any interview, a yes to everything that was not asked, one by one or all at once, changes nothing."""
    known, _ = interviewed(given_answers, age, told)
    verdict = assess(BOOK, known)
    assert next_question(BOOK, known) is None
    left = [question for question in BOOK.questions if can_still_be_asked(question, known)]
    for question in left:
        for state in (PRESENT, UNSURE):
            assert tier({**answered(question, state, age), **known}) <= verdict.tier, f"{question.id} could raise it"
    for any_age in AGES:
        assert tier(worst_of_all(known, left, any_age)) <= verdict.tier


def can_matter(question: Question, known: Findings) -> bool:
    """Whether, in the company of at most two more signs that are not settled, a yes raises the verdict: tried out."""
    now = tier(known)
    touched = [each for each in question.touches if each not in known]
    unknown = [each for each in BOOK.findings if each not in known and each not in touched]
    for size in range(3):
        for others in combinations(unknown, size):
            context = {**known, **dict.fromkeys(others, PRESENT)}
            before = max(now, tier(context))
            if any(tier({**context, finding: PRESENT}) > before for finding in touched):
                return True
    return False


@pytest.mark.parametrize("age", [10, 30, 55, 72])
@pytest.mark.parametrize(
    "told",
    [(), ("cancer-ever",), ("fever",), ("pregnant",), ("fall", "blood-thinners"), ("over-two-weeks",), ("leg-tingle",)],
    ids=str,
)
def test_no_question_is_asked_that_cannot_matter(told: tuple[str, ...], age: int) -> None:
    """Each question that is asked could, with some other signs, raise the verdict."""
    known = alone(*told)
    while (question := next_question(BOOK, known)) is not None:
        assert can_matter(question, known), f"{question.id} is asked for nothing"
        for finding, state in answered(question, ABSENT, age).items():
            known.setdefault(finding, state)


@given(answers, st.sampled_from(AGES), cautious_told)
def test_no_question_is_asked_twice(given_answers: list[State], age: int, told: Known) -> None:
    """What is settled stays settled, so every interview ends."""
    _, asked = interviewed(given_answers, age, told)
    assert len(asked) == len(set(asked))


def test_all_clear_takes_at_most_twenty_four_questions() -> None:
    """Somebody of any age who says no to everything is done after 24 questions, and hears of no emergency."""
    ages = {tuple(BOOK.told_by_age(age).items()): age for age in range(1, 111)}
    for age in ages.values():
        known, asked = interviewed([], age, {})
        assert len(asked) <= 24, age
        assert not tier(known).is_emergency, age


def test_signs_that_alone_are_emergencies_are_asked_within_fourteen_questions() -> None:
    """Most dangerous first."""
    first = {finding for question in questions_left(BOOK, {})[:14] for finding in question.touches}
    assert first >= {*AMBULANCE_ALONE, *DEPARTMENT_ALONE}


@given(some_findings)
@example({})
def test_questions_left_are_those_that_come_when_all_answers_are_no(findings: Known) -> None:
    """Whatever is known, the questions counted are the questions that follow, and they get one fewer with each no."""
    known = dict(findings)
    left = questions_left(BOOK, known)
    assert at_most(BOOK, known) == len(left)
    while (question := next_question(BOOK, known)) is not None:
        assert question == left.pop(0)
        for finding, state in question.answered(ABSENT).items():
            known.setdefault(finding, state)
        assert questions_left(BOOK, known) == left
    assert left == []


@pytest.mark.parametrize("question", [each for each in BOOK.questions if each.after], ids=lambda question: question.id)
def test_follow_up_is_only_put_to_somebody_it_concerns(question: Question) -> None:
    """A question that follows up a sign is not among those for somebody who has none, and is for somebody who has it."""
    assert question not in questions_left(BOOK, {})
    asked = [questions_left(BOOK, alone(finding)) for finding in question.after]
    assert any(question in each for each in asked)


@pytest.mark.parametrize("question", [each for each in BOOK.questions if each.covers], ids=lambda question: question.id)
def test_list_is_not_put_to_somebody_who_told_one_of_its_signs(question: Question) -> None:
    """Nobody is asked for what they just told."""
    for sign in question.touches:
        assert question not in questions_left(BOOK, alone(sign))


@pytest.mark.parametrize("question", [each for each in BOOK.questions if each.covers], ids=lambda question: question.id)
def test_signs_of_a_list_that_go_unasked_could_not_raise_the_verdict(question: Question) -> None:
    """When one sign of a list was told, another one that would weigh more is still asked about."""
    for sign in question.covers:
        for context in (
            (),
            ("fever",),
            ("cancer-ever",),
            ("blood-thinners",),
            ("age-50",),
            ("osteoporosis",),
            ("urine-burning",),
        ):
            known, _ = interviewed([], ADULT, alone(sign, *context))
            unasked = [each for each in question.covers if each not in known]
            worst = {**known, **dict.fromkeys(unasked, PRESENT)}
            assert tier(worst) <= tier(known), f"{sign} with {context} leaves {unasked} unasked"


def test_a_child_is_asked_about_danger_only() -> None:
    """Under eighteen the verdict is a doctor today at least, and only questions about danger now remain."""
    left = questions_left(BOOK, BOOK.told_by_age(12))
    assert left
    assert all(question.danger_now for question in left)
