"""What the reader of files promises: text stays text, every part has its place, and no file can harm the reader."""

import json
import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.documents import (
    LIMIT_BYTES,
    MOST_LEVELS,
    MOST_MISTAKES,
    MOST_PARTS,
    Document,
    read_file,
    read_json,
    read_yaml,
)
from engine.errors import Refused

Reader = Callable[[str, bytes], Document]


@pytest.fixture
def within_a_second() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError("the file held its reader for more than a second")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1)  # of its own processor time: a busy machine is not its fault
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def refused(read: Callable[[], object]) -> list[str]:
    """The refusals as 'code place', in order."""
    with pytest.raises(Refused) as caught:
        read()
    for mistake in caught.value.mistakes:
        assert mistake.fact.endswith(".")
        assert mistake.remedy.endswith(".")
    return [f"{mistake.code} {mistake.place}" for mistake in caught.value.mistakes]


def only_message(read: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        read()
    (mistake,) = caught.value.mistakes
    return str(mistake)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("1.10", "1.10"),
        ("0o17", "0o17"),
        ("2026-01-31", "2026-01-31"),
        ("1_000", "1_000"),
        ("true", "true"),
        ("''", ""),
        ("'~'", "~"),
        ('"null"', "null"),
        ("|\n  null\n", "null\n"),
        ("<<", "<<"),
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", "NULL"),
        ("حملة", "حملة"),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_a_yaml_scalar_stays_the_text_it_is_unless_it_is_nothing(written: str, read: object) -> None:
    assert read_yaml("f", f"key: {written}".encode()).data == {"key": read}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.10", "1.10"),
        ("-1E+400", "-1E+400"),
        ("9" * 5000, "9" * 5000),
        ("true", "true"),
        ("null", None),
        ('"null"', "null"),
        (r'"\ud83d\ude00\n\""', '😀\n"'),
        ('"a, [b]: {c}"', "a, [b]: {c}"),
        ("[1, {}]", ["1", {}]),
    ],
)
def test_a_json_number_is_its_source_text_and_null_is_nothing(written: str, read: object) -> None:
    assert read_json("f", f'{{"<<": {written}}}'.encode()).data == {"<<": read}


@pytest.mark.parametrize("reader", [read_yaml, read_json])
def test_a_byte_order_mark_is_passed_over(reader: Reader) -> None:
    assert reader("f", b'\xef\xbb\xbf{"a": "b"}').data == {"a": "b"}


def test_every_part_of_a_yaml_file_has_its_line() -> None:
    document = read_yaml("f", b"# first\na:\n  - x\n  -\n    b:\n      long\n'c': {d: e}\n")
    assert document.lines == {(): 1, ("a",): 2, ("a", 0): 3, ("a", 1): 5, ("a", 1, "b"): 5, ("c",): 7, ("c", "d"): 7}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_and_pipelines_count_them(ending: str) -> None:
    """YAML knows further line ends, which come along when text is pasted from a word processor."""
    lines = (
        "a: 'x\u2028y\u2029z\x85'",
        "# \u00e9\U0001f600",
        "b:",
        "  - \u2028    c",
        "d: |",
        "  e\u2028  f",
        "  g",
        "h: 1",
    )
    document = read_yaml("f", ending.join(lines).encode())
    assert document.lines == {(): 1, ("a",): 1, ("b",): 3, ("b", 0): 4, ("d",): 5, ("h",): 8}
    for broken, line in (
        ("a: 'x\u2028y'\nb: [\u2028}\n", 2),
        ("a: '\u2028'\n\u2028%TAG x\n", 2),
        ("a: 'x\u2028\n\n", 2),
    ):
        with pytest.raises(Refused) as refused:
            read_yaml("f", broken.encode())
        assert [mistake.place for mistake in refused.value.mistakes] == [f"f:{line}"]


@pytest.mark.parametrize(
    ("path", "yaml_place", "json_place"),
    [
        ((), "f:1", "f"),
        (("when",), "f:2", "f (field when)"),
        (("when", "all", 1, "fact"), "f:5", "f (field when.all.1.fact)"),
        (("when", "Combination", "all", "function-after[check()]", 1), "f:5", "f (field when.all.1)"),
        (("when", "all", 2, "fact"), "f:3", "f (field when.all)"),
        (("when", "all", -1), "f:3", "f (field when.all)"),
        (("missing",), "f:1", "f"),
    ],
)
def test_a_place_is_the_nearest_part_that_exists(path: tuple[str | int, ...], yaml_place: str, json_place: str) -> None:
    as_yaml = b"# rule\nwhen:\n  all:\n    - fact: a\n    - fact: b\n"
    as_json = b'{"when": {"all": [{"fact": "a"}, {"fact": "b"}]}}'
    assert read_yaml("f", as_yaml).place(path) == yaml_place
    assert read_json("f", as_json).place(path) == json_place


keys = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)
texts = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=20)
trees = st.recursive(
    st.none() | texts, lambda part: st.lists(part, max_size=4) | st.dictionaries(keys, part, max_size=4)
)


@given(trees)
def test_what_is_written_as_json_reads_back_alike_as_json_and_as_yaml(tree: object) -> None:
    written = json.dumps(tree, ensure_ascii=False, indent=1).encode()
    as_json, as_yaml = read_json("f", written), read_yaml("f", written)
    assert as_json.data == as_yaml.data == tree
    assert as_json.lines == as_yaml.lines


@given(trees)
def test_what_a_yaml_writer_writes_reads_back(tree: object) -> None:
    assert read_yaml("f", yaml.safe_dump(tree, allow_unicode=True).encode()).data == tree


@given(st.binary(max_size=60) | st.text("-?:[]{}&*!|>'\"%@`#,~<\\ux0aب\t\r\n ", max_size=60).map(str.encode))
def test_any_bytes_are_either_read_or_refused(content: bytes) -> None:
    for reader in (read_yaml, read_json):
        try:
            document = reader("f", content)
        except Refused:
            continue
        assert all(document.place(path) for path in document.lines)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["DOC-004 f"]),
        (b" \n# only a comment\n", ["DOC-004 f"]),
        (b"---\n", ["DOC-004 f"]),
        (b"a: \xff", ["DOC-003 f:1"]),
        (b"a: b\nc: \xed\xa0\x80", ["DOC-003 f:2"]),
        (b"a: b\nc: \x00", ["DOC-003 f:2"]),
        (b"a: \x1b[31m", ["DOC-003 f:1"]),
        (b'a: "\\e[31m"\nb: "\\0"', ["DOC-003 f:1", "DOC-003 f:2"]),
        ("a: b".encode("utf-16"), ["DOC-003 f"]),
        (b"a: [1, 2\nb: 3", ["DOC-005 f:2"]),
        (b'a: "b\nc: d\n', ["DOC-005 f:2"]),
        (b"a:\n\tb: c", ["DOC-005 f:2"]),
        (b"a: b: c", ["DOC-005 f:1"]),
        (b"a:\n  - b\n c: d", ["DOC-005 f:3"]),
        (b'a: "\\ud800"', ["DOC-005 f:1"]),
        (b"a: &x b\nc: *x\n*x : d", ["DOC-006 f:1", "DOC-006 f:2", "DOC-006 f:3"]),
        (b"&x\n", ["DOC-006 f:1", "DOC-004 f"]),
        (b"a: !!python/object/apply:os.system [x]\nb: !x\nc: ! y", ["DOC-007 f:1", "DOC-007 f:2", "DOC-007 f:3"]),
        (b"a: !e!x b", ["DOC-007 f:1"]),
        (b"# c\n%YAML 1.2\n--- a", ["DOC-007 f:2"]),
        (b"a: 1\nb: 2\na: 3\n'a': 4", ["DOC-008 f:3", "DOC-008 f:4"]),
        (b"a: {b: 1}\nc: {b: 1, b: 2}", ["DOC-008 f:2"]),
        (b"[a, b]: c", ["DOC-011 f:1"]),
        (b"? {a: b, a: c}\n: d", ["DOC-011 f:1", "DOC-008 f:1"]),
        (b"?\n: a", ["DOC-011 f:1"]),
        (b"'': a\n' ': b\n~: c", ["DOC-011 f:1", "DOC-011 f:2", "DOC-011 f:3"]),
        (b"? " + b"k" * 201 + b"\n: a", ["DOC-011 f:1"]),
        (b"a: b\n---\nc: d", ["DOC-012 f:2"]),
        (b"a:\n  <<: {b: c}\n  <<: {b: d}", ["DOC-014 f:2", "DOC-014 f:3"]),
        (b"a: &x b\na: !t c\nd: [", ["DOC-006 f:1", "DOC-008 f:2", "DOC-007 f:2", "DOC-005 f:3"]),
    ],
)
def test_a_yaml_file_is_refused_with_every_mistake_and_its_line(content: bytes, expected: list[str]) -> None:
    assert refused(lambda: read_yaml("f", content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b" \n", ["DOC-004 f"]),
        (b'{"a": "\xff"}', ["DOC-003 f:1"]),
        (b'{"a":\n"\\ud800", "b": "\\u0000"}', ["DOC-003 f:2", "DOC-003 f:2"]),
        (b'{"a": 1,}', ["DOC-005 f:1"]),
        (b"{'a': 1}", ["DOC-005 f:1"]),
        (b'{"a"\n1}', ["DOC-005 f:2"]),
        (b"[1\n2]", ["DOC-005 f:2"]),
        (b"]", ["DOC-005 f:1"]),
        (b"[\n1,\n", ["DOC-005 f:2"]),
        (b'{"a":', ["DOC-005 f:1"]),
        (b'["a\nb"]', ["DOC-005 f:1"]),
        (b'"a', ["DOC-005 f:1"]),
        (b"{} {}", ["DOC-005 f:1"]),
        (b"nothing", ["DOC-005 f:1"]),
        (b'{"a": 1,\n"\\u0061": 2}', ["DOC-008 f:2"]),
        (b'{"": 1}', ["DOC-011 f:1"]),
        (b"[NaN,\nInfinity, -Infinity]", ["DOC-013 f:1", "DOC-013 f:2", "DOC-013 f:2"]),
    ],
)
def test_a_json_file_is_refused_with_every_mistake_and_its_line(content: bytes, expected: list[str]) -> None:
    assert refused(lambda: read_json("f", content)) == expected


def test_a_repeated_key_is_shown_with_both_lines_cut_short_and_without_control_characters() -> None:
    key = "a\u202bb" + "c" * 100
    message = only_message(lambda: read_yaml("f", f"{key}: secret one\n{key}: secret two\n".encode()))
    assert message.startswith(f"DOC-008 f:2: repeats the key 'a\\u202bb{'c' * 57}…', which stands on line 1.")
    assert "secret" not in message


@pytest.mark.parametrize(
    "content", [b"a: secret: b", b'a: "secret', b"a: @secret", b"secret: [", b"a: \\secret\n b: c", b"a: !secret!x y"]
)
def test_a_refusal_never_repeats_an_answer(content: bytes) -> None:
    assert "secret" not in only_message(lambda: read_yaml("f", content))


def test_quotes_that_are_never_closed_are_reported_with_the_line_where_they_open() -> None:
    message = only_message(lambda: read_yaml("f", b'a: b\nc: "d\ne: f\n'))
    assert "the quotes that open on line 2 are never closed." in message


def test_not_more_than_fifty_mistakes_are_reported() -> None:
    assert len(refused(lambda: read_yaml("f", b"a: 1\n" * 1000))) == MOST_MISTAKES


@pytest.mark.parametrize("reader", [read_yaml, read_json])
def test_the_limits_themselves_are_allowed_and_one_more_is_not(reader: Reader) -> None:
    deepest, most = b"[" * MOST_LEVELS + b"]" * MOST_LEVELS, b"[" + b"1," * (MOST_PARTS - 2) + b"1]"
    largest = b'"' + b"a" * (LIMIT_BYTES - 2) + b'"'
    for content in (deepest, most, largest):
        assert reader("f", content).data
    assert refused(lambda: reader("f", b"[" + deepest + b"]")) == ["DOC-009 f:1"]
    assert refused(lambda: reader("f", most[:-1] + b",1]")) == ["DOC-010 f:1"]
    assert refused(lambda: reader("f", largest + b" ")) == ["DOC-002 f"]


@pytest.mark.parametrize("reader", [read_yaml, read_json])
@pytest.mark.parametrize("empty", [b"[]", b"{}"])
def test_an_empty_list_or_mapping_counts_as_two_parts(reader: Reader, empty: bytes) -> None:
    values = b"[" + b"1," * (MOST_PARTS - 3)
    assert reader("f", values + empty + b"]").data
    assert refused(lambda: reader("f", values + b"1," + empty + b"]")) == ["DOC-010 f:1"]


def test_yaml_reads_alike_where_only_the_slow_parser_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"a: [~, 'x', \"y\"]\nb: |\n  z\nc:\n"
    fast = read_yaml("f", content)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read_yaml("f", content) == fast
    assert refused(lambda: read_yaml("f", b"a: &x 1\na: [\n")) == ["DOC-006 f:1", "DOC-008 f:2", "DOC-005 f:2"]


def filled(unit: str) -> str:
    return unit * (LIMIT_BYTES // len(unit))


LAUGHS = "a: &a [x]\n" + "".join(f"k{n}: &k{n} [{','.join(['*a'] * 9)}]\n" for n in range(9))
MERGES = "a: &a {x: 1}\n" + "".join(f"m{n}: &m{n} {{<<: [*a, *a]}}\n" for n in range(30))


@pytest.mark.parametrize(
    ("reader", "content", "last"),
    [
        pytest.param(read_yaml, LAUGHS, "DOC-006", id="billion laughs"),
        pytest.param(read_yaml, MERGES, "DOC-006", id="merge keys that double"),
        pytest.param(read_yaml, "[" * 60_000, "DOC-009", id="the brackets that crash the C composer"),
        pytest.param(read_yaml, filled("["), "DOC-009", id="nothing but brackets"),
        pytest.param(read_yaml, filled("- "), "DOC-009", id="nothing but dashes"),
        pytest.param(read_yaml, filled("? "), "DOC-009", id="nothing but question marks"),
        pytest.param(read_yaml, filled("a: "), "DOC-005", id="nothing but keys"),
        pytest.param(read_yaml, filled("{a,"), "DOC-009", id="braces within braces"),
        pytest.param(read_yaml, filled('"\\x41'), "DOC-005", id="quotes and escapes"),
        pytest.param(read_yaml, filled("'\n"), "DOC-005", id="quotes and line breaks"),
        pytest.param(read_yaml, "? " + "k" * 500_000 + "\n: a", "DOC-011", id="a very long key"),
        pytest.param(read_yaml, "".join(f"k{n}: &a{n} x\n" for n in range(1000)), "DOC-006", id="a thousand anchors"),
        pytest.param(read_yaml, "- a\n" * 100_000, "DOC-010", id="a hundred thousand items"),
        pytest.param(read_yaml, "[" * 31 + filled("[],")[:-100], "DOC-010", id="many deep empty lists"),
        pytest.param(read_yaml, "[" * 31 + filled("[a],")[:-100], "DOC-010", id="many deep lists of one"),
        pytest.param(read_yaml, "".join(f"k{n}: v\n" for n in range(40_000)), "DOC-010", id="many keys"),
        pytest.param(read_yaml, "".join(f"%TAG !a{n}! b\n" for n in range(30_000)), "DOC-007", id="many directives"),
        pytest.param(read_yaml, filled("---\n"), "DOC-004", id="many documents"),
        pytest.param(read_yaml, filled("#\n"), "DOC-004", id="nothing but comments"),
        pytest.param(read_yaml, filled("\x01"), "DOC-003", id="nothing but control characters"),
        pytest.param(read_json, filled("["), "DOC-009", id="json brackets"),
        pytest.param(read_json, filled("}"), "DOC-005", id="json closing braces"),
        pytest.param(read_json, filled('{"a":'), "DOC-009", id="json braces"),
        pytest.param(read_json, filled('"\\"'), "DOC-010", id="json quotes and escapes"),
        pytest.param(read_json, filled('\\"'), "DOC-005", id="json escapes outside of quotes"),
        pytest.param(read_json, "[" + filled("1,")[:-100] + "1]", "DOC-010", id="many json numbers"),
        pytest.param(read_json, "{" + '"a":1,' * 9000 + '"a":1}', "DOC-010", id="many json duplicates"),
        pytest.param(read_json, '{"' + "k" * 500_000 + '":1}', "DOC-011", id="a very long json key"),
    ],
)
@pytest.mark.usefixtures("within_a_second")
def test_a_hostile_file_is_refused_at_once(reader: Reader, content: str, last: str) -> None:
    """Within 50 ms of processor time: the best of a few, since others may share the processor's caches."""
    written = content.encode()
    for _ in range(10):
        before = time.thread_time()
        with pytest.raises(Refused) as caught:
            reader("f", written)
        taken = time.thread_time() - before
        assert caught.value.mistakes[-1].code == last
        if taken < 0.05:
            return
    pytest.fail(f"took {taken:.3f} s")


@pytest.mark.parametrize("content", ['"' + "\\x41" * 120_000 + '"', "'" + "''" * 250_000 + "'", "a\n" * 250_000])
@pytest.mark.usefixtures("within_a_second")
def test_one_long_text_is_read_without_delay(content: str) -> None:
    assert isinstance(read_yaml("f", content.encode()).data, str)


def test_a_file_is_read_by_its_suffix_and_called_as_the_caller_says(tmp_path: Path) -> None:
    for called, content in (("a.yaml", "a: [x]\n"), ("a.yml", "a: [x]\n"), ("a.JSON", '{"a": ["x"]}')):
        (tmp_path / called).write_text(content, encoding="utf-8")
        document = read_file(tmp_path / called, called)
        assert document.data == {"a": ["x"]}
        assert document.name == called
        assert document.by_field == (called == "a.JSON")
    assert read_file(tmp_path / "a.yaml").name == str(tmp_path / "a.yaml")


@pytest.mark.parametrize("called", ["missing", ".", "pipe", "loop", "a.yaml/b", "a\0b", "/dev/zero", "n" * 5000])
def test_what_is_missing_or_not_a_file_is_refused_unread(tmp_path: Path, called: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "a.yaml").touch()
    assert refused(lambda: read_file(tmp_path / called, "f")) == ["DOC-001 f"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "a.yaml").write_text("a: b", encoding="utf-8")
    monkeypatch.setattr(Path, "open", forbid)
    assert "DOC-001 f: may not be read" in only_message(lambda: read_file(tmp_path / "a.yaml", "f"))


def test_a_file_too_large_is_refused_unread_even_if_it_hides_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert refused(lambda: read_file(path, "f")) == ["DOC-002 f"]
    lying = os.stat_result((stat.S_IFREG, *[0] * 9))
    monkeypatch.setattr(Path, "stat", lambda _: lying)
    assert refused(lambda: read_file(path, "f")) == ["DOC-002 f"]
