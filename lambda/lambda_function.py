"""AWS Lambda's way in. Alexa sends an event, Spine Check answers it.

SPINE_CHECK_SKILL_ID is the skill id from the developer console; without it this does not start.
"""

import gc
import os

SKILL_ID = os.environ.get("SPINE_CHECK_SKILL_ID", "")

gc.disable()  # what starting loads stays for good, so nothing in it is rubbish
try:
    from skill.alexa.skill import create_handler, warm_up

    lambda_handler = create_handler(SKILL_ID)
    warm_up(lambda_handler, SKILL_ID)
    gc.freeze()
finally:
    gc.enable()
