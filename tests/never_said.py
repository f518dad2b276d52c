"""What nobody may be told, as patterns by name: reassurance, a diagnosis, a dose, a claim, a call made for them."""

_DISEASES = (
    "sciatica|cauda equina|cancer|sepsis|(?:an |a spinal )?infection|(?:a )?(?:broken|cracked) bone|(?:a )?fracture|"
    "(?:a |the )?(?:slipped|herniated|bulging) dis[ck]|(?:spinal )?stenosis|(?:a )?blood clot|(?:an )?aneurysm|arthritis"
)
NEVER = {
    "reassurance": r"\b(you're|you are|they're|they are|it's|it is|this is|all|be) (probably |perfectly |just |quite )?"
    r"(fine|safe|harmless|all right|alright|okay|normal)\b",
    "nothing is wrong": r"\bnothing (is |to be |that's |)(serious|wrong|dangerous|to worry)|\bno (need|reason) to worry|"
    r"\bdon't worry\b|\bnot (serious|dangerous)\b",
    "a diagnosis": r"\b(you|they) (probably |may |might |could |likely )?(have|'ve got|are having|suffer from) "
    rf"(?:{_DISEASES})\b",
    "a disease named as the cause": rf"\b(this|it|that) (is|must be|sounds like) (?:{_DISEASES})\b",
    "life-saving": r"life.?saving|save your life|saves lives",
    "a dose": r"\b\d+ ?(mg|milligrams?|tablets?|grams?)\b|\b(one|two|three) (tablets|pills)\b",
    "a call that the skill makes": r"\b(I'll|I will|I can|let me) call (?!for you)(an ambulance|\{number\}|help|someone)",
    "a promise": r"\b(will|can|to) (cure|heal) (you|your|it)\b|\bguarantee|\bmiracle|\bclinically proven\b",
}
