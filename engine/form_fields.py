"""The fields of a form that asks a pack's questionnaire: the one plan that writers of forms and readers of what comes
back share.

A field is one column. Its name is the question's own; in a form it stands in the group of its section, so that
KoBoToolbox calls it `section/question` and ODK Central `section-question`. What a profile says besides answers has
columns of its own. No name depends on the policy: what one policy's form brings, the plan of the whole pack reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from engine.conditions import AnswerTest, Condition
from engine.pack import Pack, Policy, Question, Section
from engine.profile import UNKNOWN, WITHHELD, Stage

Labels = Mapping[str, str]  # by language
FieldKind = Literal["line", "lines", "day", "country", "one", "several"]

LONGEST_NAME: Final = 64  # of a column: what PostgreSQL and some statistics packages still take
EVIDENCE_FROM: Final = 3  # the level from which a form asks for evidence
UNANSWERED: Final = (UNKNOWN, WITHHELD)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
# What a profile says of the campaign: column, where it stands in the profile, what is written in it.
FACTS: Final[tuple[tuple[str, tuple[str, ...], FieldKind], ...]] = (
    ("campaign_name", ("campaign",), "line"),
    ("campaign_country", ("country",), "country"),
    ("campaign_language", ("language",), "one"),
    ("campaign_stage", ("stage",), "one"),
    ("launch_date", ("dates", "launch"), "day"),
    ("end_date", ("dates", "end"), "day"),
    ("lessons", ("lessons",), "lines"),
    ("answered_on", ("answered_on",), "day"),
)
REQUIRED: Final = (("campaign",), ("answered_on",))
# What stands beside an answer: the end of the column's name, where it stands in the answer, what is written in it.
BESIDE: Final[tuple[tuple[str, tuple[str, ...], FieldKind], ...]] = (
    ("note", ("evidence", "note"), "line"),
    ("reference", ("evidence", "reference"), "line"),
    ("date", ("evidence", "date"), "day"),
    ("owner", ("evidence", "owner"), "line"),
    ("answered_on", ("answered_on",), "day"),
    ("to_confirm", ("to_confirm",), "one"),
)
# The words of a plan that are not the pack's, each of which a caller gives in every language.
PHRASES: Final = (
    "about",
    *(column for column, _, _ in FACTS),
    *(f"{column}.hint" for column, _, _ in FACTS),
    *(f"beside.{suffix}" for suffix, _, _ in BESIDE),
    *(f"stage.{stage}" for stage in STAGES),
    *("yes", "no", UNKNOWN, WITHHELD),
)


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen: what is stored, and how it reads. `alone`: nothing else goes with it."""

    value: str
    labels: Labels
    alone: bool = False


@dataclass(frozen=True)
class Field:
    """One column. `path` is where its value stands in a profile file; `question` is None for facts of the campaign.

    `asked`: forms show it. Other columns are read where they are given, and written where nothing may be lost.
    `asked_if` is when a form shows it (None: always), which looks at answers only.
    """

    column: str
    group: str
    path: tuple[str, ...]
    kind: FieldKind
    labels: Labels
    hints: Labels
    choices: tuple[Choice, ...] = ()
    question: Question | None = None
    asked_if: Condition | None = None
    asked: bool = True
    required: bool = False

    @property
    def is_answer(self) -> bool:
        """Whether it holds the answer itself, and not what stands beside one."""
        return self.path[0] == "answers" and self.path[-1] == "answer"

    def name(self, separator: str) -> str:
        """With its group, as KoBoToolbox (`/`) and ODK Central (`-`) write it."""
        return f"{self.group}{separator}{self.column}"


@dataclass(frozen=True)
class Group:
    """One page of a form: a section, or (`section` None) what is said of the campaign."""

    name: str
    labels: Labels
    hints: Labels
    section: Section | None = None


@dataclass(frozen=True)
class FormPlan:
    """All groups and fields, in the order in which a form shows them; fields of one group stand together."""

    pack: Pack
    policy: Policy | None
    languages: tuple[str, ...]
    groups: tuple[Group, ...]
    fields: tuple[Field, ...]

    @cached_property
    def by_column(self) -> dict[str, Field]:
        return {field.column: field for field in self.fields}

    @cached_property
    def by_path(self) -> dict[tuple[str, ...], Field]:
        return {field.path: field for field in self.fields}

    def of_group(self, group: Group) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.group == group.name)

    def answer_of(self, question: str) -> Field:
        """The column of a question's answer. Raises KeyError when the form does not ask it."""
        return self.by_path["answers", question, "answer"]


def form_plan(pack: Pack, policy: Policy | None, words: Mapping[str, Labels]) -> FormPlan:
    """What a policy asks, in the order of the pack's sections; without a policy everything that the pack asks.

    `words` gives each of PHRASES in every language of the pack; `{code}` in one stands for the question's. Beside them
    stands what each language is called, as `language.ar`.
    """
    names = _names(pack)
    wanted = policy.asks if policy is not None and policy.asks else tuple(pack.questions)
    sections = [section for section in pack.sections if any(one.id in wanted for one in section.questions)]
    about = Group(names["about"], words["about"], {})
    groups = [Group(names[f"section {one.id}"], one.title.root, one.intro.root, one) for one in sections]
    fields = list(_facts(about.name, pack, names, words))
    for group, section in zip(groups, sections, strict=True):
        for question in section.questions:
            if question.id in wanted:
                fields += _of_question(question, group.name, names, words)
    return FormPlan(pack, policy, pack.manifest.languages, (about, *groups), tuple(fields))


def _names(pack: Pack) -> dict[str, str]:
    """The name of every group and column. No name is given twice in a form, not even to a group and a column: forms
    name columns in conditions without their group. Questions keep their own; the others give way."""
    taken = set(pack.questions)
    names: dict[str, str] = {}

    def give(what: str, *wished: str) -> None:
        fitting = (name for name in _and_numbered(wished) if len(name) <= LONGEST_NAME and name not in taken)
        names[what] = next(fitting)
        taken.add(names[what])

    for section in pack.sections:
        give(f"section {section.id}", section.id, f"{section.id[: LONGEST_NAME - 6]}__page")
    give("about", "about")
    for column, _, _ in FACTS:
        give(column, column)
    for question in pack.questions.values():
        for suffix, _, _ in BESIDE:
            give(f"{question.id} {suffix}", f"{question.id}__{suffix}", f"{question.code.lower()}__{suffix}")
    return names


def _and_numbered(wished: tuple[str, ...]) -> Iterator[str]:
    yield from wished
    number = 2
    while True:
        yield f"{wished[-1][: LONGEST_NAME - 6]}_{number}"
        number += 1


def _facts(group: str, pack: Pack, names: Mapping[str, str], words: Mapping[str, Labels]) -> Iterator[Field]:
    choices: dict[tuple[str, ...], tuple[Choice, ...]] = {
        ("stage",): tuple(Choice(stage, words[f"stage.{stage}"]) for stage in STAGES),
        ("language",): tuple(Choice(code, words[f"language.{code}"]) for code in pack.manifest.languages),
    }
    for column, path, kind in FACTS:
        said, hints = words[column], words[f"{column}.hint"]
        yield Field(names[column], group, path, kind, said, hints, choices.get(path, ()), required=path in REQUIRED)


def _of_question(
    question: Question, group: str, names: Mapping[str, str], words: Mapping[str, Labels]
) -> Iterator[Field]:
    """The answer, and what can stand beside it; forms ask for evidence where a level is high enough to need it."""
    path = ("answers", question.id)
    labels = {language: f"{question.code} · {text}" for language, text in question.text.root.items()}
    kind: FieldKind = "several" if question.kind == "choices" else "one"
    choices = tuple(_choices(question, words))
    yield Field(
        question.id, group, (*path, "answer"), kind, labels, question.help.root, choices, question, question.asked_if
    )
    claimed = AnswerTest(answer=question.id, at_least=EVIDENCE_FROM) if question.kind == "level" else None
    for suffix, inner, written in BESIDE:
        said = {lang: text.format(code=question.code) for lang, text in words[f"beside.{suffix}"].items()}
        asked = claimed is not None and inner[0] == "evidence"
        confirmed = (Choice("yes", words["yes"]),) if suffix == "to_confirm" else ()
        column = names[f"{question.id} {suffix}"]
        yield Field(column, group, (*path, *inner), written, said, {}, confirmed, question, claimed, asked)


def _choices(question: Question, words: Mapping[str, Labels]) -> Iterator[Choice]:
    """Every answer to a question; that nobody knows and that it is kept back come last."""
    for level, anchor in sorted(question.anchors.items()):
        yield Choice(str(level), {language: f"{level} · {text}" for language, text in anchor.root.items()})
    if question.kind == "yes_no":
        yield from (Choice(value, words[value]) for value in ("yes", "no"))
    for option in question.options:
        if option.id not in UNANSWERED:  # which always mean what they mean everywhere
            yield Choice(option.id, option.text.root, option.alone)
    yield from (Choice(value, words[value], alone=True) for value in UNANSWERED)
