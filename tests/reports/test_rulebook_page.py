"""The rule book as a page: fresh, whole, and true to what the skill does."""

from collections import Counter
from html import unescape
from html.parser import HTMLParser

import pytest

from skill.__main__ import main
from skill.content import library
from skill.reports import decisions, rulebook_diagram, rulebook_page, rulebook_rules
from skill.rules import Finding, Question, Rule, State, Tier, assess
from tests.support import ADULT

BOOK = library.rulebook()
PAGE = rulebook_page.FILE.read_text(encoding="utf-8")
VOID = {"meta", "br", "line", "circle", "path"}


class Reader(HTMLParser):
    """Notes what is in the page, and every tag that is closed out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        told = dict(attrs)
        self.ids += [told["id"]] if told.get("id") else []
        self.links += [told["href"]] if told.get("href") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def read() -> Reader:
    reader = Reader()
    reader.feed(PAGE)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def words(read: Reader) -> str:
    return _plain("".join(read.words))


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_committed_page_is_fresh() -> None:
    """docs/rulebook.html is what content gives today. If this fails: python -m skill rulebook --html."""
    assert rulebook_page.html(library.DEFAULT_LOCALE) == PAGE


def test_command_writes_the_page(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rulebook --html` writes the file, in the words of the country that is asked for."""
    file = tmp_path / "rulebook.html"  # type: ignore[operator]
    monkeypatch.setattr(rulebook_page, "FILE", file)
    assert main(["rulebook", "--html", "--locale", "en-GB"]) == 0
    assert "in the words of the United Kingdom and Ireland" in file.read_text(encoding="utf-8")


def test_page_is_well_formed(read: Reader) -> None:
    """Every tag is closed in its turn, and no id stands twice."""
    assert read.faults == []
    assert read.open == []
    assert [name for name, count in Counter(read.ids).items() if count > 1] == []


def test_every_link_within_the_page_leads_somewhere(read: Reader) -> None:
    """Contents, rules, findings, scripts, decisions and sources find each other."""
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)


def test_page_needs_nothing_from_elsewhere(read: Reader) -> None:
    """It can be mailed, kept and printed: no script, no picture, no style to load."""
    assert not read.tags.keys() & {"script", "img", "link", "iframe"}
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_nobody_can_take_it_for_reviewed(words: str) -> None:
    """The first thing it says is that no clinician has reviewed it."""
    assert not BOOK.reviewed
    assert words.index("No clinician has reviewed this yet") < words.index("How to review it")


@pytest.mark.parametrize("question", BOOK.questions, ids=lambda question: question.id)
def test_question_stands_with_its_wordings_and_why(question: Question, words: str) -> None:
    """Both wordings, both about somebody else, and the reason that a person is given."""
    fill = library.speaker(library.DEFAULT_LOCALE).fill
    for form in ("ask", "again", "ask_them", "again_them", "why"):
        assert _plain(fill(library.texts().questions[question.id][form])) in words


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_rule_stands_in_words_with_its_evidence(rule: Rule) -> None:
    """Everything that meets it by its meaning, its script, what each source says, and its open decision."""
    entry = unescape(
        PAGE.partition(f'<article class="entry edge-{rule.tier.slug}" id="rule-{rule.id}">')[2].partition("</article>")[0]
    )
    for finding in frozenset[str]().union(*rule.combinations):
        assert BOOK.findings[finding].means in entry
    for source in rule.sources:
        assert BOOK.sources[source].says in entry
    assert f"#advice-{rule.advice}" in entry
    assert not rule.decision or f"#decision-{rule.decision}" in entry


@pytest.mark.parametrize("locale", library.LOCALES)
@pytest.mark.parametrize("name", library.advice_scripts())
def test_script_stands_in_every_country(name: str, locale: str, words: str) -> None:
    """Both forms of each advice script, whole, as they are said there; shared sentences are named, and given in full once."""
    texts, fill = library.texts().advice, library.speaker(locale).fill
    script = library.advice_scripts()[name]
    for form in (script.you, script.them):
        for shared in texts["shared"]:
            form = form.replace(f"{{{shared}}}", f"[{shared.replace('_', ' ')}]")  # noqa: PLW2901
        form = form.replace("{because}", texts["because"]["heard"]).replace("{with_reason}", texts["say"]["heard"])  # noqa: PLW2901
        assert _plain(fill(form, reason="[what was told]")) in words
    assert all(_plain(fill(f"{{{shared}}}")) in words for shared in texts["shared"])


def test_everything_else_stands_there(words: str) -> None:
    """Tips with grade, pieces about surgery, sources, other lines, and every number, New Zealand's too."""
    fill = library.speaker(library.DEFAULT_LOCALE).fill
    said = [*library.texts().tips.values(), *(piece for pieces in library.texts().pieces.values() for piece in pieces)]
    assert [text for text in said if _plain(fill(text)) not in words] == []
    assert [each.id for each in BOOK.sources.values() if _plain(each.says) not in words] == []
    assert "or 111 in New Zealand" in words
    assert "1737" in words


def test_every_open_decision_stands_with_its_positions() -> None:
    """Each section of docs/decisions/clinical.md; and each decision that a rule names has one."""
    told = decisions.decisions(decisions.FILE.read_text(encoding="utf-8"))
    assert {rule.decision for rule in BOOK.rules if rule.decision} <= {each.id for each in told}
    assert len(told) == len({each.id for each in told}) > 30
    for each in told:
        assert each.html in PAGE
        assert "<strong>To change.</strong>" in each.html, each.id


def test_markdown_of_a_decision_cannot_bring_markup() -> None:
    """What is written into the decisions is text, whatever it looks like."""
    [decision] = decisions.decisions(
        "# Title\n\n## `one`: first\n\n**Why.** <script>alert(1)</script>\n\n# Next part\n\nNot this.\n"
    )
    assert decision.id == "one"
    assert decision.title == "First"
    assert "<script>" not in decision.html
    assert "Not this" not in decision.html


# ---------------------------------------------------------------- the matrix and the drawing, against the verdicts


def told_alone(finding: Finding) -> Tier:
    """The verdict on an adult who has this and nothing else."""
    findings = dict.fromkeys(BOOK.findings, State.ABSENT)
    age = finding.at_least or (10 if finding.follows_from_age else ADULT)
    return assess(BOOK, {**findings, **BOOK.told_by_age(age), **dict.fromkeys(BOOK.told(finding.id), State.PRESENT)}).tier


@pytest.mark.parametrize("row", rulebook_rules.matrix(BOOK), ids=lambda row: row.finding)
def test_matrix_says_what_the_verdict_says(row: rulebook_rules.Row) -> None:
    """The highest full dot of a finding is the verdict on somebody who has it alone."""
    others_of_age = {"age-65": Tier.APPOINTMENT}  # at sixty-five a person is over fifty too
    expected = others_of_age.get(row.finding, max(row.alone, default=Tier.SELF_CARE))
    assert told_alone(BOOK.findings[row.finding]) == expected


def test_drawing_holds_every_question_in_order() -> None:
    """One station each; those of an all-clear are numbered from 1 to 24, and the rest say after what they are asked."""
    stations = rulebook_diagram.drawing("en-US").stations
    assert [each.id for each in stations] == [each.id for each in BOOK.questions]
    assert [int(each.place) for each in stations if each.place] == list(range(1, 25))
    assert [each.id for each in stations if not each.place and not each.after] == []
    assert [each.y for each in stations] == sorted(each.y for each in stations)


@pytest.mark.parametrize("station", rulebook_diagram.drawing("en-US").stations, ids=lambda station: station.id)
def test_line_of_the_drawing_is_an_emergency(station: rulebook_diagram.Station) -> None:
    """A line ends the interview exactly where a bare yes is an emergency."""
    settled = [BOOK.findings[each] for each in BOOK.question[station.id].settles]
    alone = max((told_alone(each) for each in settled), default=Tier.SELF_CARE)
    assert (station.end.tier if station.end else None) == (alone if alone.is_emergency else None)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_words_of_a_rule_mean_the_rule(rule: Rule) -> None:
    """ "One of these and one of those" gives back exactly the combinations."""
    for way in (ways := rulebook_rules.parts(BOOK, rule)):
        for part in way:
            assert len(part) == len(set(part))
    chosen = {frozenset(choice) for way in ways for choice in _choices(way)}
    assert chosen == set(rule.combinations)


def test_irregular_rule_is_told_way_by_way() -> None:
    """What cannot be put as one of these and one of those is listed combination by combination."""
    rule = next(iter(BOOK.rules))
    ways = (frozenset({"fever"}), frozenset({"fall", "age-65"}), frozenset({"fall", "osteoporosis", "night-pain"}))
    irregular = Rule(**{**rule.__dict__, "combinations": ways})
    told = rulebook_rules.parts(BOOK, irregular)
    assert {frozenset(part[0] for part in way) for way in told} == set(ways)


def _choices(way: rulebook_rules.Parts) -> list[tuple[str, ...]]:
    choices: list[tuple[str, ...]] = [()]
    for part in way:
        choices = [(*choice, finding) for choice in choices for finding in part]
    return choices
