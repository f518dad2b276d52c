"""The shared rules module: what to ask, what it means, how urgent, and why. Pure: no input or output of any kind."""

from skill.rules.assess import Assessment, assess, at_most, next_question, questions_left
from skill.rules.load import RulebookError, load_rulebook
from skill.rules.model import Finding, Findings, Question, Rule, Rulebook, Source, State, Tier

__all__ = [
    "Assessment",
    "Finding",
    "Findings",
    "Question",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Source",
    "State",
    "Tier",
    "assess",
    "at_most",
    "load_rulebook",
    "next_question",
    "questions_left",
]
