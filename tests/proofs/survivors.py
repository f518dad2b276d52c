"""Mutants of the rulebook that no theorem catches, each with the reason why that is no gap."""

from collections.abc import Mapping

EQUALLY_URGENT = "The order among questions about equally urgent signs is no claim: all of them come before anything less urgent."
NOT_URGENT = "The order among questions that alone mean no emergency is no claim: nobody is told less before all are answered."
ASKED_MORE = "A child would be asked one question more, in the company of another sign only, and be told no less."
AGE_IS_ASKED = "Age is asked of everybody before any question that a child is spared."
ONE_TIER = "Every sign of the list weighs the same or is asked about by itself, so asking which one it was changes no verdict."

EXPLAINED: Mapping[str, str] = {
    **{f"asked first of all: {name}": EQUALLY_URGENT for name in ("tearing", "legs-move", "cold-leg")},
    **{
        f"asked last of all: {name}": NOT_URGENT
        for name in (
            "leg-numb very-ill infection-risk cancer procedure pregnant pregnancy-warning pain-kind calf vomiting fall "
            "blood-thinners osteoporosis"
        ).split()
    },
    **{
        f"danger turned round: {name}": ASKED_MORE
        for name in ("very-ill", "pregnancy-warning", "vomiting", "blood-thinners", "osteoporosis")
    },
    "danger turned round: age": AGE_IS_ASKED,
    **{
        f"which turned round: {name}": ONE_TIER
        for name in "chest tearing legs-weak infection-risk history pain-kind start settling".split()
    },
}
