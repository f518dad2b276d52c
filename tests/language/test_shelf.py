"""What is packed until it is needed: it means the same before and after, however often it is packed.

To copy a thing is to pack and unpack it.
"""

import pickle
from copy import copy

from hypothesis import given
from hypothesis import strategies as st

from skill.language.patterns import Pattern
from skill.language.shelf import Box, Shelf

FILED = st.dictionaries(st.text(max_size=3), st.lists(st.integers(), min_size=1), max_size=5)


@given(FILED, st.lists(st.text(max_size=3)))
def test_a_shelf_gives_what_was_filed(filed: dict[str, list[int]], words: list[str]) -> None:
    """Unpacked, half open and packed again it gives the same, and `nothing` for all other words."""
    shelf = Shelf(filed, nothing=[])
    for _ in range(3):
        assert [shelf.under(word) for word in [*filed, *words]] == [filed.get(word, []) for word in [*filed, *words]]
        assert shelf.under_any(words) == [filed[word] for word in words if word in filed]
        shelf = copy(shelf)
        shelf.under_any(words[:1])


@given(FILED)
def test_a_box_gives_what_was_put_in(filed: dict[str, list[int]]) -> None:
    """Opened or not before it is packed again."""
    unopened = copy(copy(Box(filed)))
    assert unopened.value == unopened.value == filed
    assert copy(unopened).value == filed


def test_a_pattern_is_packed_as_its_text() -> None:
    """Used before or not, it finds the same, and leaves a text alone in which it is not met."""
    pattern = Pattern(r"\b(no|nope) (\w+)")
    for each in (pattern, copy(pattern)):
        found = each.search("well no pain")
        assert found
        assert found[2] == "pain"
        assert each.sub(r"\1 , \2", "no pain") == "no , pain"
        assert each.sub("", said := "some pain") is said
        assert len(pickle.dumps(each)) < 200
