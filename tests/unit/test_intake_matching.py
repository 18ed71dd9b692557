"""What columns and cells are taken for: by name, then by label, then by a map; never by a guess."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from api.intake.cells import reader
from api.intake.columns import ColumnNames
from api.intake.mapping import ColumnMap, read_map
from engine.errors import Refused
from engine.profile import Evidence
from tests.examples import advocacy
from tests.form_profiles import plan
from tests.intake import Took, pack_asking

HEAD = "campaign_name,answered_on"
ROW = "Clean water,2026-05-20"
TEXT = dict.fromkeys(("en", "ar", "fr"), "What?")


def table(folder: Path, *lines: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def cell(question: str, text: str) -> Any:
    found = reader(plan("advocacy").answer_of(question))(text)
    return found.value if found.sound else "refused"


# Columns


@pytest.mark.parametrize("column", ["written_plan", "Written_Plan", "planning/written_plan", "planning-written_plan"])
def test_a_column_is_known_by_its_name_with_its_group_or_without(column: str) -> None:
    (meant,) = ColumnNames(plan("advocacy")).candidates(column)
    assert (meant.field.column, meant.option) == ("written_plan", None)


def test_every_column_is_known_by_its_label_in_each_language() -> None:
    known = ColumnNames(plan("advocacy"))
    for field in plan("advocacy").fields:
        for label in field.labels.values():
            for written in (
                label,
                f"\u200f{label}",
                f"  {label.upper()}\u00a0",
                f"Group/{label}",
                f"مجموعة/أخرى/{label}",
            ):
                assert [one.field for one in known.candidates(written)] == [field], written


@pytest.mark.parametrize("column", ["Notes. Lessons", "Lessons: all", "plan", "", "written plan", "x/written_plan y"])
def test_what_only_resembles_a_name_is_no_column_of_ours(column: str) -> None:
    assert ColumnNames(plan("advocacy")).candidates(column) == ()


def test_a_column_that_could_be_two_is_refused_with_both_names_until_a_map_says_which(tmp_path: Path) -> None:
    pack = pack_asking({"one": (TEXT, ("yes", "no"), False), "two": (TEXT, ("yes", "no"), False)})
    path = table(tmp_path, f"{HEAD},What?", f"{ROW},yes")
    took = Took(path, pack=pack)
    (mistake,) = took.mistakes
    assert mistake.code == "INTAKE-007"
    assert "'What?' could be any of one, two" in mistake.fact
    assert Took(path, pack=pack, mapped=ColumnMap({"what?": "two"})).only.profile.answers["two"].answer == "yes"


def test_two_columns_for_one_question_are_refused_and_so_is_a_table_without_campaigns(tmp_path: Path) -> None:
    took = Took(table(tmp_path, f"{HEAD},written_plan,planning/written_plan", f"{ROW},1,2"))
    assert took.codes == ["INTAKE-008"]
    assert "written_plan, planning/written_plan" in took.mistakes[0].fact
    assert "in a map" in took.mistakes[0].remedy
    alike = Took(table(tmp_path, f"{HEAD},written_plan,Written_plan", f"{ROW},1,2"))
    assert alike.codes == ["INTAKE-008"]
    assert "in the file" in alike.mistakes[0].remedy, "a map would drop both"
    assert Took(table(tmp_path, "country,answered_on", "TN,2026-05-20")).codes == ["INTAKE-006"]


def test_columns_of_which_nothing_is_read_are_counted_and_named_if_anything_stands_in_them(tmp_path: Path) -> None:
    took = Took(table(tmp_path, f"{HEAD},Budget,Remarks,Empty,KEY", f"{ROW},,,,", f"{ROW},5000,,,7"))
    (note,) = took.notes
    assert (note.code, "2 (Budget, KEY)" in note.fact) == ("INTAKE-009", True), "KEY is ODK's only in a table of ODK's"
    assert len(took.accepted) == 2
    assert Took(table(tmp_path, f"{HEAD},Budget", f"{ROW},1"), mapped=ColumnMap({"budget": "ignore"})).notes == []


def test_a_map_gives_values_to_fields_that_have_no_column(tmp_path: Path) -> None:
    path = table(tmp_path, "Nom de la campagne", "Eau propre")
    mapped = ColumnMap(
        {"nom de la campagne": "campaign_name"}, {"answered_on": "2026-05-20", "campaign_stage": "Closing"}
    )
    profile = Took(path, mapped=mapped).only.profile
    assert (profile.campaign, profile.answered_on, profile.stage) == ("Eau propre", date(2026, 5, 20), "closing")


def test_a_map_file_is_read_and_all_its_mistakes_are_told(tmp_path: Path) -> None:
    known, path = ColumnNames(plan("advocacy")), tmp_path / "map.yaml"
    path.write_text(
        'columns:\n  - {column: "A / B", is: tactics/march}\n  - column: C\n    is:\nvalues: {}\n', encoding="utf-8"
    )
    assert read_map(path, known).columns == {"a / b": "tactics/march"}
    wrong = "columns:\n  - {column: A, is: writen_plan}\n  - {column: a, is: ignore}\n  - {column: B, means: x}\n"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_map(path, known)
    assert [mistake.code for mistake in refused.value.mistakes] == ["MAP-001"]
    path.write_text(wrong.replace("means", "is") + "values: {campaign_name: x, nothing: y}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_map(path, known)
    assert [mistake.code for mistake in refused.value.mistakes] == ["INTAKE-017"] * 5
    assert "Nearest: 'written_plan'." in refused.value.mistakes[0].remedy


# Answers


@pytest.mark.parametrize("text", ["3", " 3 ", "٣", "۳", "3.0", "3,0", "٣٫٠"])
def test_a_level_is_read_in_any_digits(text: str) -> None:
    assert cell("written_plan", text) == "3"


@pytest.mark.parametrize("text", ["5", "-1", "3.5", "three", "3 4", "yes", "0x3", "²"])
def test_what_is_no_level_stays_refused(text: str) -> None:
    assert cell("written_plan", text) == "refused"


def test_every_answer_is_read_by_its_label_in_each_language() -> None:
    for question in advocacy().questions.values():
        for choice in plan("advocacy").answer_of(question.id).choices:
            several = question.kind == "choices" and choice.value not in ("unknown", "withheld")
            expected = (choice.value,) if several else choice.value
            for written in (choice.value, *choice.labels.values(), *map(str.upper, choice.labels.values())):
                assert cell(question.id, f"\u200f{written} ") == expected, (question.id, written)


@pytest.mark.parametrize("empty", ["", " ", "\u00a0", "\u200f", "\t\n"])
def test_empty_is_not_answered_and_neither_no_nor_unknown(empty: str) -> None:
    for question in advocacy().questions:
        assert cell(question, empty) is None


@pytest.mark.parametrize(
    "text", ["march petition", "march, petition", "march;petition", "march\npetition", "march، petition"]
)
def test_several_options_are_parted_by_blanks_or_commas(text: str) -> None:
    assert cell("tactics", text) == ("march", "petition")


def test_several_labels_in_one_cell_are_told_apart_though_they_have_blanks_in_them() -> None:
    field = plan("advocacy").answer_of("tactics")
    for language in ("en", "ar", "fr"):
        labels = {choice.value: choice.labels[language] for choice in field.choices}
        assert cell("tactics", f"{labels['march']} {labels['sit_in']} {labels['online']}") == (
            "march",
            "sit_in",
            "online",
        )
    assert cell("tactics", "march unheard_of") == "refused"
    assert cell("tactics", "march march") == "refused"
    assert cell("tactics", "march unknown") == "refused", "that nobody knows goes with nothing else"


def test_words_that_stand_for_two_answers_are_refused_with_both(tmp_path: Path) -> None:
    pack = pack_asking({"one": (TEXT, ("legal", "physical"), False), "more": (TEXT, ("legal", "none"), True)})
    data = pack.model_dump(by_alias=True)
    for question in data["sections"][0]["questions"]:
        for option in question["options"]:
            option["text"]["fr"] = "Dommage"
    pack = type(pack).model_validate(data)
    took = Took(table(tmp_path, f"{HEAD},one,more", f"{ROW},dommage,Dommage"), pack=pack)
    assert took.codes == ["INTAKE-015", "INTAKE-015"]
    assert [mistake.remedy for mistake in took.mistakes] == [
        "Write one of legal, physical.",
        "Write one of legal, none.",
    ]
    assert took.mistakes[0].place.endswith("table.csv:2 (column one)")


def test_columns_of_single_options_must_say_what_the_whole_column_says(tmp_path: Path) -> None:
    heads = f"{HEAD},tactics,tactics/march,tactics/petition"
    rows = ("march,1,0", "march petition,1,1", ",,", ",0,0", "march,0,1", "march,1,perhaps", "march,١,")
    took = Took(table(tmp_path, heads, *(f"{ROW},{row}" for row in rows)))
    said = [row.profile.answers["tactics"].answer if row.profile.answers else None for row in took.accepted]
    assert said == [("march",), ("march", "petition"), None, None, ("march",)]
    assert [(row.key, row.mistakes[0].code) for row in took.rejected] == [
        ("table.csv:6", "INTAKE-016"), ("table.csv:7", "INTAKE-016")
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["2026-05-19", "٢٠٢٦-٠٥-١٩", "2026-05-19T11:10:00.000+02:00", " 2026-05-19 "])
def test_a_day_is_read_as_it_is_written(text: str, tmp_path: Path) -> None:
    assert Took(table(tmp_path, HEAD, f"x,{text}")).only.profile.answered_on == date(2026, 5, 19)


@pytest.mark.parametrize("text", ["19/05/2026", "05-19-2026", "46161", "2026-13-01", "2026-02-30", "yesterday"])
def test_a_day_that_could_be_another_is_refused(text: str, tmp_path: Path) -> None:
    assert Took(table(tmp_path, HEAD, f"x,{text}")).codes == ["PROFILE-003"]


# Rows


def test_every_mistake_of_a_row_is_told_at_its_column_and_none_repeats_an_answer(tmp_path: Path) -> None:
    heads = f"{HEAD},Country,A1,written_plan,written_plan__date,tone,launch_date,end_date"
    secret = "sécret"
    row = f",2026-08-01,{secret},{secret},9,{secret},{secret},2026-09-02,2026-09-01"
    took = Took(table(tmp_path, heads, row))
    (rejected,) = took.rejected
    places = {mistake.place.partition("table.csv:2")[2]: mistake.code for mistake in rejected.mistakes}
    assert places == {
        "": "PROFILE-002",
        " (column answered_on)": "PROFILE-006",
        " (column Country)": "PROFILE-003",
        " (column A1)": "PROFILE-005",
        " (column written_plan)": "PROFILE-005",
        " (column written_plan__date)": "PROFILE-003",
        " (column tone)": "PROFILE-005",
        " (column end_date)": "PROFILE-006",
    }
    assert not any(secret in str(mistake) for mistake in rejected.mistakes)
    facts = [mistake.fact for mistake in rejected.mistakes]
    assert f"lacks '{HEAD.partition(',')[0]}'." in facts, "by its column, not by the field that no table shows"
    assert "'Country' is not written as it must be." in facts


def test_what_is_sound_is_accepted_at_once_exactly_where_a_profile_file_would_be(tmp_path: Path) -> None:
    """A day ahead is let pass, two are not; an end on the day of the launch is no mistake."""
    heads = f"{HEAD},launch_date,end_date,written_plan,written_plan__date"
    rows: tuple[str, ...] = ("2026-06-02,,,,", "2026-06-03,,,,", "2026-05-20,2026-09-01,2026-09-01,3,2026-06-02")
    rows += ("2026-05-20,2026-09-02,2026-09-01,,", "2026-05-20,,,3,2026-06-03")
    took = Took(table(tmp_path, heads, *(f"x,{row}" for row in rows)))
    assert [row.key for row in took.accepted] == ["table.csv:2", "table.csv:4"]
    assert took.codes == ["PROFILE-006"] * 3


def test_rows_are_counted_as_the_file_counts_lines_though_cells_have_line_breaks(tmp_path: Path) -> None:
    took = Took(table(tmp_path, "", f"{HEAD},lessons", '"A\nB",2026-05-20,"one\ntwo"', "", "C,2026-05-20,", "D,x,"))
    assert [row.key for row in took.accepted] == ["table.csv:3", "table.csv:7"]
    assert took.accepted[0].profile.lessons == ("one", "two")
    assert [row.place.rpartition("/")[2] for row in took.rejected] == ["table.csv:8"]


def test_a_row_with_too_many_or_too_few_cells_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    took = Took(table(tmp_path, HEAD, "A,2026-05-20,x", "B", "C,2026-05-20", "D,2026-05-20,,"))
    assert took.codes == ["INTAKE-013", "INTAKE-013"]
    assert [row.profile.campaign for row in took.accepted] == ["C", "D"]


def test_the_row_of_labels_of_our_own_spreadsheet_is_no_proposal_also_in_a_csv(tmp_path: Path) -> None:
    labels = ",".join(plan("advocacy").by_column[name].labels["ar"] for name in ("campaign_name", "answered_on"))
    assert Took(table(tmp_path, HEAD, labels, ROW)).only.key == "table.csv:3"


# Files


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_whatever_parts_the_columns_is_found_though_others_stand_in_cells(delimiter: str, tmp_path: Path) -> None:
    other = ";" if delimiter == "," else ","
    lines = [
        delimiter.join((*HEAD.split(","), f'"x{other}y{other}z{other}{other}"')),
        delimiter.join((*ROW.split(","), "1")),
    ]
    for first in ((), (f"sep={delimiter}",)):
        took = Took(table(tmp_path, *first, *lines))
        assert [row.profile.campaign for row in took.accepted] == ["Clean water"]


ARABIC = ("campaign_name;answered_on;lessons", "مياه نظيفة للجميع;2026-05-20;تهديد قانوني، عاجل", "ماء;2026-05-20;")
FRENCH = ("Nom;answered_on;lessons", "Écoles sûres à Nîmes;2026-05-20;« l’été » – œuvre", "Forêt;2026-05-20;")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_arabic_is_read_in_the_letters_that_spreadsheets_save_it_in(encoding: str, tmp_path: Path) -> None:
    took = Took(table(tmp_path, *ARABIC, encoding=encoding))
    assert [row.profile.campaign for row in took.accepted] == ["مياه نظيفة للجميع", "ماء"]
    assert took.accepted[0].profile.lessons == ("تهديد قانوني، عاجل",)
    assert [note.code for note in took.notes] == (["INTAKE-005"] if encoding == "cp1256" else []), "a guess is told"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_french_is_read_right_too(encoding: str, tmp_path: Path) -> None:
    took = Took(table(tmp_path, *FRENCH, encoding=encoding), mapped=ColumnMap({"nom": "campaign_name"}))
    assert [row.profile.campaign for row in took.accepted] == ["Écoles sûres à Nîmes", "Forêt"]
    assert took.accepted[0].profile.lessons == ("« l’été » – œuvre",)


def test_what_a_file_is_is_seen_from_what_it_holds(tmp_path: Path) -> None:
    one = '{"campaign": "Clean water", "answered_on": "2026-05-20"}'
    book = Workbook()
    for line in (HEAD.split(","), ROW.split(",")):
        book.active.append(line)
    book.save(tmp_path / "workbook.csv")
    record = '{"results": [{"campaign_name": "Clean water", "answered_on": "2026-05-20"}]}'
    for name, content in {
        "profile.csv": one,
        "lines.txt": f"{one}\n{one}",
        "kobo.txt": record,
        "list.json": f"[{record[13:-2]}]",
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "table").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    for name, rows in {
        "workbook.csv": 1,
        "profile.csv": 1,
        "lines.txt": 2,
        "kobo.txt": 1,
        "list.json": 1,
        "table": 1,
    }.items():
        took = Took(tmp_path / name)
        assert [row.profile.campaign for row in took.accepted] == ["Clean water"] * rows, (name, took.mistakes)


def test_a_page_of_several_says_that_there_is_more(tmp_path: Path) -> None:
    record = '{"count": 2, "next": "?page=2", "results": [{"campaign_name": "x", "answered_on": "2026-05-20"}]}'
    took = Took(table(tmp_path, record, name="page.json"))
    assert (len(took.accepted), [note.code for note in took.notes]) == (1, ["INTAKE-011"])


def test_workbooks_typed_by_people_are_read_with_numbers_days_and_several_sheets(tmp_path: Path) -> None:
    book = Workbook()
    north = book.active
    assert north is not None
    north.title = "North"
    north.append(["campaign_name", "answered_on", "written_plan", "written_plan__date", "written_plan__owner", "tone"])
    north.append(["Clean water", date(2026, 5, 20), 3, datetime(2026, 5, 1), 7, "firm"])
    north.append([])
    north.append(["Safe roads", "2026-05-20", 9, None, None, "#N/A"])
    north["F4"].data_type = "e"
    south = book.create_sheet("South")
    south.append(["campaign_name", "answered_on", "written_plan"])
    south.append(["Fair pay", "2026-05-20", "=1+1"])
    south.append(["Open air", "2026-05-20", "٢"])
    book.create_sheet("Budget").append(["item", "cost"])
    hidden = book.create_sheet("Old")
    hidden.append(["campaign_name", "answered_on"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "typed.xlsx")
    took = Took(tmp_path / "typed.xlsx")
    assert [row.key for row in took.accepted] == ["typed.xlsx:North!2", "typed.xlsx:South!3"]
    given = took.accepted[0].profile.answers["written_plan"]
    assert (given.answer, given.evidence) == ("3", Evidence(date=date(2026, 5, 1), owner="7"))
    assert {row.place.rpartition("/")[2]: [mistake.code for mistake in row.mistakes] for row in took.rejected} == {
        "typed.xlsx:North!4": ["INTAKE-014", "PROFILE-005"], "typed.xlsx:South!2": ["INTAKE-014"]
    }  # fmt: skip
    assert [note.fact for note in took.notes] == ["sheets of which nothing is read: Budget, Old."]
