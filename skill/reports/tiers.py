"""The tiers as reports name them."""

from skill.rules import Tier

TIER_NAMES = {
    Tier.AMBULANCE: "ambulance",
    Tier.EMERGENCY_DEPARTMENT: "emergency department",
    Tier.SAME_DAY: "a doctor today",
    Tier.APPOINTMENT: "an appointment",
    Tier.SELF_CARE: "care at home",
}
