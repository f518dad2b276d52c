"""The questions in order, with what each can lead to."""

from skill.content import library
from skill.reports.tiers import TIER_NAMES
from skill.rules import Question, Rule, Rulebook, questions_left

MOST_COMPANY = 2
"""How many companions of a finding are named; the rulebook report has them all."""


def text(locale: str) -> str:
    """The interview as a page of text."""
    rulebook = library.rulebook()
    always = {question.id for question in questions_left(rulebook, {})}
    lines = [
        f"The interview, rulebook {rulebook.version}. No clinician has reviewed it yet.",
        "In order of danger. A question that can no longer change the verdict is not asked.",
        f"An all-clear takes {len(always)} questions; those marked + are asked only after certain answers.",
        "",
    ]
    place = 0
    for question in rulebook.questions:
        place += question.id in always
        lines += _question(question, f"{place:>2}" if question.id in always else " +", locale)
    return "\n".join(lines)


def _question(question: Question, mark: str, locale: str) -> list[str]:
    rulebook = library.rulebook()
    words = library.texts().questions[question.id]
    fill = library.speaker(locale).fill
    unsure = "counts as a yes" if question.unsure_counts_as_present else "counts for a doctor today at most"
    lines = [f"{mark}. {fill(words['ask'])}  [{question.id}]", f"      in other words: {fill(words['again'])}"]
    if question.after:
        lines.append(f"      asked after: {', '.join(question.after)}")
    lines += [f"      yes: {outcome}" for outcome in outcomes(rulebook, question)]
    return [*lines, f"      not sure, twice: {unsure}", ""]


def outcomes(rulebook: Rulebook, question: Question) -> list[str]:
    """What a yes can lead to: alone, and together with other findings."""
    found = []
    for rule in rulebook.rules:
        for finding in question.touches:
            others = [each - {finding} for each in rule.combinations if finding in each]
            if not others:
                continue
            alone = any(not each for each in others)
            words = (
                _alone(rule, rulebook.findings[finding].means)
                if alone
                else _together(rulebook, rule, finding, [sorted(each) for each in others])
            )
            found.append((rule.tier, words))
    found.sort(key=lambda outcome: -outcome[0])
    return list(dict.fromkeys(words for _, words in found))


def _alone(rule: Rule, finding: str) -> str:
    return f"{TIER_NAMES[rule.tier]}: {finding} (rule {rule.id})"


def _together(rulebook: Rulebook, rule: Rule, finding: str, others: list[list[str]]) -> str:
    means = rulebook.findings
    shown = "; or ".join(" and ".join(means[name].means for name in each) for each in others[:MOST_COMPANY])
    more = f"; or {len(others) - MOST_COMPANY} others" if len(others) > MOST_COMPANY else ""
    return f"{TIER_NAMES[rule.tier]}: {means[finding].means}, together with: {shown}{more} (rule {rule.id})"
