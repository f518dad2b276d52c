"""Whole conversations of random people through the real Lambda handler, in every locale. Many more run in tests/e2e."""

import os
from unittest import mock

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proofs.paths import Conversations, lambda_handler
from tests.support import APPLICATION


def test_no_verdict_is_below_what_is_true_unless_it_was_denied() -> None:
    """Whoever it is and however they answer, what they hear is at least what the evidence demands for them."""
    with mock.patch.dict(os.environ, SPINE_CHECK_SKILL_ID=APPLICATION):
        Conversations.handle = staticmethod(lambda_handler())
    run_state_machine_as_test(Conversations, settings=settings(max_examples=12, stateful_step_count=12))
