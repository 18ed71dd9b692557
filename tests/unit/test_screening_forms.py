"""The forms of a screening show what its document holds, and nothing that somebody called a proposal by ever acts."""

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from engine.blinding import blinded
from engine.screen import screen
from engine.screen_row import Rejection
from engine.screening import Proposal, Screening
from reports.phrases import plain
from reports.screening import order_of_pages, site
from reports.screening.columns import proposal_columns
from reports.screening.comma_separated import comma_separated
from reports.screening.file_names import file_names
from reports.screening.harmless import harmless
from reports.screening.plot import MOST_BOXES, WIDTH, plots
from reports.screening.site import Site
from reports.screening.spreadsheet import spreadsheet
from reports.screening.tallies import STEPS, reasons, settling_questions, spread
from reports.screening.wording import ScreeningWording
from reports.words import Words
from tests.effort import times
from tests.packs import random_pack, random_profile
from tests.portfolios import row, screened
from tests.screened import HOSTILE, ODD, advocacy_screening, assessor

FORMULA = re.compile('(^|[,;|"\t\n])\\s*[=+\\-@＝＋－＠]')


class Page(HTMLParser):
    """The elements of a page, and what each cell of its tables is sorted by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.silent = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(data)

    @property
    def sorted_by(self) -> list[tuple[str, str]]:
        return [
            (str(found["data-low"]), str(found.get("data-high")))
            for tag, found in self.elements
            if tag == "td" and "data-low" in found
        ]


def files(screening: Screening, language: str = "en") -> dict[str, str]:
    made = Site(screening, language)
    return {name: page for piece in made.pieces() for name, page in made.files(piece)}


@cache
def pages(language: str = "en") -> dict[str, str]:
    return files(advocacy_screening(), language)


@cache
def workbook(language: str = "en") -> bytes:
    return spreadsheet(advocacy_screening(), language)


def small(seed: int, number: int) -> Screening:
    pack = random_pack(seed, 6)
    profiles = [random_profile(Random(f"{seed} {one}"), pack) for one in range(number)]
    return screened(profiles, row(pack, pack.policies[0], small=False))


# Numbers are those of the document


def by_the_order(screening: Screening) -> list[Proposal]:
    named = {one.key: one for one in screening.proposals}
    return [named[key] for key in order_of_pages.reading_order(screening)]


@given(st.integers(0, 10_000), st.integers(0, 6))
@times(12)
def test_tables_show_the_numbers_of_the_document(seed: int, number: int) -> None:
    screening = small(seed, number)
    expected: list[tuple[str, str]] = []
    for one in by_the_order(screening):
        ends = [one.standing.readiness, *(one.measures[name] for name in screening.ranking.exposure)]
        above, below = str(one.standing.above), str(one.standing.below)
        expected += [(above, "None"), (below, "None"), *((str(low), str(high)) for low, high in ends)]
        expected.append((str(one.unanswered), "None"))
    shown = Page(files(screening)["index.html"]).sorted_by
    width = 4 + len(screening.ranking.exposure)
    verdicts = 1  # the first of each row, which is sorted by its place among the verdicts
    of_rows = shown[: number * (width + verdicts)]
    rows = [of_rows[begin : begin + width + verdicts] for begin in range(0, len(of_rows), width + verdicts)]
    assert [ends for line in rows for ends in line[verdicts:]] == expected
    heat = [
        one.measures[name] for one in by_the_order(screening) for name in screening.measures if name in one.measures
    ]
    assert shown[number * (width + verdicts) :] == [(str(low), str(high)) for low, high in heat]


@given(st.integers(0, 10_000), st.integers(1, 4))
@times(6)
def test_a_sheet_and_csv_hold_the_numbers_of_the_document(seed: int, number: int) -> None:
    screening = small(seed, number)
    columns = proposal_columns(screening, Words("en"))
    read = list(csv.reader(StringIO(comma_separated(screening, "en").decode("utf-8-sig"), newline="")))
    book = CalamineWorkbook.from_filelike(BytesIO(spreadsheet(screening, "en")))
    sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [len(read), len(sheet)] == [number + 1] * 2
    for proposal, line, cells in zip(screening.proposals, read[1:], sheet[1:], strict=True):
        values = [column.value(proposal) for column in columns]
        for value, text, cell in zip(values, line, cells, strict=True):
            if isinstance(value, int | float):
                assert float(text) == value == cell
        low, high = proposal.standing.readiness
        begin = [column.title for column in columns].index("Readiness, low")
        assert values[begin : begin + 2] == [low / 10, high / 10]
    found = book.get_sheet_by_name("Findings").to_python(skip_empty_area=False)[1:]
    filtered = openpyxl.load_workbook(BytesIO(spreadsheet(screening, "en")))
    assert [sheet.auto_filter.ref.rpartition(":")[2] if sheet.auto_filter.ref else "" for sheet in filtered] == [
        sheet.dimensions.rpartition(":")[2] if sheet.max_row > 1 and sheet.title != "About" else ""
        for sheet in filtered
    ]  # every row can be filtered
    names = [(*one.confirmed, *one.likely, *one.possible_findings) for one in screening.proposals]
    assert Counter(line[0] for line in found) == Counter({
        one.key: len(its) for one, its in zip(screening.proposals, names, strict=True) if its
    })  # fmt: skip


def test_rows_stand_in_tables_as_they_were_received_and_findings_have_the_title_beside_the_key() -> None:
    listed = [f"p.xlsx:S!{number}" for number in (10, 9, 111, 2)]
    screening, counted = small(3, 4), [f"p.xlsx:S!{number}" for number in (2, 9, 10, 111)]
    some = [
        one.model_copy(update={"key": key, "title": f"T {key}"})
        for one, key in zip(screening.proposals, sorted(listed), strict=True)
    ]
    screening = screening.model_copy(update={"proposals": tuple(some)})
    read = list(csv.reader(StringIO(comma_separated(screening, "en").decode("utf-8-sig"), newline="")))
    assert [line[0] for line in read[1:]] == counted
    book = CalamineWorkbook.from_filelike(BytesIO(spreadsheet(screening, "en")))
    assert [line[0] for line in book.get_sheet_by_name("Proposals").to_python()[1:]] == counted
    heads, *found = book.get_sheet_by_name("Findings").to_python()
    assert heads[:3] == ["Key", "Title", "Finding"]
    assert all(line[1] == f"T {line[0]}" for line in found)
    rejected = [Rejection(key, key, (ODD.at(key, name=key),)) for key in listed]
    assert [one.key for one in screen(assessor().terms, (), rejected, 0).rejected] == counted


def test_rows_that_no_sheet_can_hold_are_counted_on_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    screening = small(7, 12)
    said = "rows, more than a sheet can hold"

    def about() -> str:
        book = CalamineWorkbook.from_filelike(BytesIO(spreadsheet(screening, "en")))
        rows = book.get_sheet_by_name("Findings").to_python(skip_empty_area=False)
        return f"{len(rows) - 1} {book.get_sheet_by_name('About').to_python()}"

    assert said not in about()
    number = sum(len((*one.confirmed, *one.likely, *one.possible_findings)) for one in screening.proposals)
    assert number > 19
    monkeypatch.setattr("reports.screening.spreadsheet.MOST_ROWS", 20)
    assert about().startswith("19 ")
    assert f"Findings: {number - 19} {said}" in about()


@given(st.integers(0, 10_000), st.integers(0, 8))
@times(12)
def test_tallies_add_up_over_the_proposals(seed: int, number: int) -> None:
    screening = small(seed, number)
    for name, measure in screening.measures.items():
        if measure.kind == "points":
            continue
        used = [one for one in screening.proposals if name in one.measures]
        parts = spread(screening, name)
        assert len(parts) == (len(measure.bands) or STEPS)
        assert sum(part.certain for part in parts) <= len(used)
        assert sum(part.certain + part.perhaps for part in parts) >= len(used)
        assert all(part.certain + part.perhaps <= len(used) for part in parts)
    assert sum(count for _, count in settling_questions(screening)) == sum(
        one.settling == "found" for one in screening.proposals
    )
    told = reasons(screening)
    assert sum(tally.certain for _, tally in told) == sum(len(one.reasons) for one in screening.proposals)
    assert sum(tally.perhaps for _, tally in told) == sum(len(one.open_reasons) for one in screening.proposals)


@given(st.integers(0, 10_000), st.integers(0, 8), st.booleans(), st.booleans())
@times(12)
def test_boxes_reach_exactly_as_far_as_their_proposals(seed: int, number: int, mirrored: bool, many: bool) -> None:
    screening = small(seed, number)
    if many:  # as in a portfolio that is drawn together
        screening = screening.model_copy(update={"proposals": screening.proposals * (MOST_BOXES // max(1, number) + 1)})
    for plot in plots(screening, mirrored):
        assert sum(box.count for box in plot.boxes) == len(screening.proposals)
        assert len(plot.boxes) <= MOST_BOXES
        for box in plot.boxes:
            (low, high), (first, last) = box.extent
            assert 0 <= box.x <= box.x + box.width <= WIDTH
            assert 0 <= box.y <= box.y + box.height <= plot.height
            assert box.width >= high - low
            begin = WIDTH - box.x - box.width if mirrored else box.x
            assert begin <= low <= high <= begin + box.width
            bands = len(screening.measures[plot.ladder].bands)
            assert box.y // plot.row == bands - 1 - last
            assert (box.y + box.height) // plot.row == bands - 1 - first
            if box.proposal is not None:
                one = screening.proposals[box.proposal]
                assert box.extent == (one.standing.readiness, one.measures[plot.ladder])


def test_beyond_what_one_page_holds_every_proposal_is_on_one_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_of_pages, "ON_ONE_PAGE", 4)
    monkeypatch.setattr(order_of_pages, "OF_A_PART", 3)
    monkeypatch.setattr(site, "REJECTED_AT_ONCE", 3)
    monkeypatch.setattr(site, "REJECTED_ON_A_PAGE", 4)
    screening = advocacy_screening()
    made = files(screening)
    lists = {name: Page(page) for name, page in made.items() if name.startswith("list-")}
    linked = [
        str(attrs["href"])
        for page in lists.values()
        for tag, attrs in page.elements
        if tag == "a" and str(attrs["href"]).startswith("proposals/")
    ]
    assert Counter(linked) == Counter({name: 2 for name in made if name.startswith("proposals/")})  # table, heat map
    assert all(f'href="{name}"' in made["index.html"] for name in lists)
    assert set(Site(screening, "en").paths()) == set(made)
    refused = "".join(made[f"rejected-{number:03}.html"] for number in (1, 2))
    assert refused.count("TEST-001") == len(screening.rejected)
    assert "TEST-001" not in made["index.html"]


def test_every_page_links_to_pages_that_are_there() -> None:
    made = pages()
    assert set(Site(advocacy_screening(), "en").paths()) == set(made)
    for name, page in made.items():
        folder = name.rpartition("/")[0]
        for tag, attrs in Page(page).elements:
            href = str(attrs.get("href", "#"))
            if tag == "a" and not href.startswith("#"):
                target = href.partition("#")[0]
                path = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}".lstrip("/")
                assert path in made, (name, href)


# Nobody's words act


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_name_becomes_markup_in_any_page(language: str) -> None:
    for name, page in pages(language).items():
        shown = Page(page)
        scripts = [attrs for tag, attrs in shown.elements if tag == "script"]
        assert len(scripts) <= (name == "index.html")
        assert not [tag for tag, _ in shown.elements if tag in ("img", "iframe", "object", "link", "base", "form")]
        for tag, attrs in shown.elements:
            assert not [key for key in attrs if key.startswith("on") or key == "style"], (name, tag)
            assert not str(attrs.get("href", "")).startswith(("javascript:", "http:", "//")), name
            assert attrs.get("src") is None
        assert not set(page) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"), name


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    with zipfile.ZipFile(BytesIO(workbook())) as archive:
        assert not any("hyperlink" in name.lower() for name in archive.namelist())
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 6
    assert not any(re.search("<f[ >/]|<hyperlink", sheet) for sheet in sheets)


def test_a_name_that_looks_like_parts_of_a_workbook_stays_a_name() -> None:
    screening, name = small(3, 2), "<r></t></is></c><c r='Z9'><f>1+1</f></c></r>"
    named = screening.proposals[0].model_copy(update={"title": name})
    hostile = screening.model_copy(update={"proposals": (named, *screening.proposals[1:])})
    book = openpyxl.load_workbook(BytesIO(spreadsheet(hostile, "en")))
    assert book["Proposals"]["B2"].value == name
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


def test_no_text_of_a_workbook_could_be_taken_for_a_formula_after_it_is_saved_as_another_format() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook()))
    texts = [cell for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python() for cell in line]
    assert [text for text in texts if isinstance(text, str) and FORMULA.search(text)] == []
    assert any(str(text).startswith("'=HYPERLINK") for text in texts)


def test_no_field_of_the_csv_could_be_taken_for_a_formula_whatever_parts_the_fields() -> None:
    content = comma_separated(advocacy_screening(), "ar")
    assert content.startswith(b"\xef\xbb\xbf")
    for separator in ",;\t":
        for line in csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=separator):
            for field in line:
                number = re.fullmatch(r'"?-?[0-9.]+"?', field)
                assert number or not re.match("\\s*[=+\\-@]", field), field


@given(st.text(st.sampled_from("=+-@ \t\n\r,;|\"'aب1＝\u200b"), max_size=12))
def test_what_is_harmless_stays_so_and_is_one_line(text: str) -> None:
    safe = harmless(text)
    assert not FORMULA.search(safe)
    assert harmless(safe) == safe
    assert safe.replace("'", "") == plain(text).replace("'", "")


KEYS = st.lists(st.text(st.sampled_from("aA/.-:ب \\\0nulcon1"), min_size=1, max_size=80), max_size=20, unique=True)


@given(KEYS)
def test_every_page_has_a_name_of_its_own_on_any_file_system(keys: list[str]) -> None:
    named = file_names(keys)
    assert named.keys() == set(keys)
    assert len({name.lower() for name in named.values()}) == len(keys)
    for name in named.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name)
        assert len(name) <= 100
        assert not name.endswith(".")
        assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
    assert file_names(reversed(keys)) == named


# Letters, blindness, languages


def test_a_letter_has_no_grade_and_no_word_about_others() -> None:
    """No verdict, no points of readiness, no tier, no standing, and no other proposal."""
    screening = advocacy_screening()
    made = Site(screening, "en")
    for one in screening.proposals:
        letter = pages()[f"letters/{made.pages[one.key]}"]
        words = Words(made.language_of_letter(one.language))
        say = ScreeningWording(screening, words)
        page = Page(letter)
        shown = " ".join(page.text)
        assert not re.search(r"\d+[.٫]\d(?!\d*\.)(?!\d)", shown.replace(screening.receipt.pack_version, ""))
        assert say.verdict(one.possible) not in [part.strip() for part in page.text]
        assert not [attrs for _, attrs in page.elements if "tone" in str(attrs.get("class"))]
        assert not [other.key for other in screening.proposals if other is not one and plain(other.key) in shown]
        assert words("Stands certainly above") not in shown


def test_a_letter_is_in_the_language_of_its_applicant_where_the_pack_speaks_it() -> None:
    made = Site(advocacy_screening(), "en")
    expected = {"ar": ("ar", "rtl"), "fr": ("fr", "ltr"), "en": ("en", "ltr"), "de": ("en", "ltr"), None: ("en", "ltr")}
    for one in advocacy_screening().proposals:
        _, attrs = next(
            found for found in Page(pages()[f"letters/{made.pages[one.key]}"]).elements if found[0] == "html"
        )
        assert (attrs["lang"], attrs["dir"]) == expected[one.language]


def identities() -> Iterator[str]:
    for one in advocacy_screening().proposals:
        yield from (one.key, str(one.title), one.key.rpartition("/")[0])
    yield from (*(str(row.key) for row in advocacy_screening().rejected), "received/", '"TN"', ">TN<")
    yield from (name for name in HOSTILE if "/" not in name)


def test_a_blind_screening_names_nobody_in_any_byte_of_any_form() -> None:
    hidden = blinded(advocacy_screening())
    made = {name: page.encode() for name, page in files(hidden).items()}
    assert not [name for name in made if name.startswith("letters/")]
    made["screening.csv"] = comma_separated(hidden, "en")
    made["screening.json"] = hidden.model_dump_json().encode()
    with zipfile.ZipFile(BytesIO(spreadsheet(hidden, "en"))) as archive:
        made |= {name: archive.read(name) for name in archive.namelist()}
    for said in identities():
        ways = {said, plain(said), harmless(said), said.replace("&", "&amp;").replace("<", "&lt;")}
        for name, content in made.items():
            assert not [way for way in ways if len(way) > 3 and way.encode() in content + name.encode()], (name, said)
    assert all(one.key in made["index.html"].decode() for one in hidden.proposals)


def test_the_same_screening_gives_the_same_bytes() -> None:
    again = advocacy_screening()
    assert files(again, "ar") == pages("ar")
    assert spreadsheet(again, "en") == workbook()
    assert comma_separated(again, "fr") == comma_separated(advocacy_screening(), "fr")
    with zipfile.ZipFile(BytesIO(workbook())) as archive:
        assert again.receipt.on.isoformat().encode() in archive.read("docProps/core.xml")


@pytest.mark.parametrize(("language", "rtl"), [("ar", True), ("fr", False)])
def test_sheets_begin_where_their_language_does_and_can_be_filtered(language: str, rtl: bool) -> None:
    with zipfile.ZipFile(BytesIO(workbook(language))) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 7)]
    assert [('rightToLeft="1"' in sheet) for sheet in sheets] == [rtl] * 6
    assert [("<autoFilter" in sheet) for sheet in sheets] == [True] * 5 + [False]
    assert all('state="frozen"' in sheet for sheet in sheets)


def test_numbers_are_in_the_digits_asked_for() -> None:
    made = Site(advocacy_screening(), "ar", "arabic")
    shown = " ".join(Page(dict(made.files(made.pieces()[0]))["index.html"]).text)
    assert re.search("[٠-٩]٫[٠-٩]–[٠-٩]", shown)
    assert not re.search("[0-9][.٫][0-9]–", shown)


def test_every_proposal_says_what_it_stands_above_and_below() -> None:
    screening = small(7, 5)
    pack = random_pack(7, 6)
    listed = screened(
        [random_profile(Random(f"7 {one}"), pack) for one in range(5)], row(pack, pack.policies[0], small=True)
    )
    made = Site(listed, "en")
    for one in listed.proposals:
        page = Page(dict(made.files(made.pieces()[-1]))[f"proposals/{made.pages[one.key]}"])
        others = [attrs["href"] for tag, attrs in page.elements if tag == "a" and "../" not in str(attrs["href"])]
        expected = (*one.standing.above_keys, *one.standing.below_keys)
        assert others == [made.pages[key] for key in expected]
    assert not any(one.standing.above_keys for one in screening.proposals), "too many to list them"


def test_an_empty_screening_has_all_its_forms() -> None:
    empty: Any = small(3, 0)
    assert set(files(empty)) == {"index.html", "memo.html"}
    assert len(comma_separated(empty, "en").splitlines()) == 1
    assert CalamineWorkbook.from_filelike(BytesIO(spreadsheet(empty, "en"))).sheet_names[0] == "Proposals"


def test_hostile_names_are_shown_as_they_are() -> None:
    shown = " ".join(Page(pages()["index.html"]).text)
    assert all(plain(name) in shown for name in HOSTILE)
