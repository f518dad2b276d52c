"""What somebody picks out of a few things that were just named: "the second one", "cancer", "all of them"."""

from collections.abc import Mapping, Sequence

from skill.language.words import spoken


def chosen(text: str, options: Mapping[str, Sequence[str]], places: Sequence[str], everything: Sequence[str]) -> tuple[str, ...]:
    """The names of the options that a text picks, by a word for them, by their place, or all of them."""
    said = f" {spoken(text).replace(',', ' ')} "
    if any(f" {way} " in said for way in everything):
        return tuple(options)
    named = [name for name, words in options.items() if any(f" {word} " in said for word in words)]
    placed = [name for name, place in zip(options, places, strict=False) if f" {place} " in said]
    return tuple(named or placed)
