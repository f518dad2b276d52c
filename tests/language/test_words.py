"""Bringing text to words: what is plain already is let through, and comes out as if it had been gone through."""

from hypothesis import example, given
from hypothesis import strategies as st

from skill.language.words import plain


@given(st.text(alphabet="ant 'n',.0-!"))
@example("i'm 54 , no")
@example("it costs 1,000.5 or so")
def test_plain_text_is_let_through_as_it_is(text: str) -> None:
    """A space at the end says nothing, but is not plain: so the text with it is gone through."""
    assert plain(text) == plain(text + " ")
