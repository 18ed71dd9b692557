"""The steps about `munasara screen`: each runs the whole path from files to the document."""

import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from typer.testing import CliRunner

from api.cli import app
from engine.pack import Pack
from tests.features import campaigns
from tests.features.campaigns import Campaign


@dataclass
class Portfolio:
    """The proposals of one scenario by name, and what the last screening of them said."""

    folder: Path
    proposals: dict[str, Campaign] = field(default_factory=dict)
    text: str = ""

    def screen(self, *options: str) -> None:
        received = self.folder / "received"
        received.mkdir()
        for name, campaign in self.proposals.items():
            said = {"campaign": name, "answered_on": str(campaign.on), "answers": campaign.answers}
            (received / f"{name}.json").write_text(json.dumps(said, default=str), encoding="utf-8")
        results = self.folder / "results"
        CliRunner().invoke(app, ["screen", str(received), "-o", str(results), "--on", str(campaigns.DAY), *options])
        self.text = (results / "screening.json").read_text(encoding="utf-8")

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.text))

    def __getitem__(self, name: str) -> dict[str, Any]:
        return next(dict(one) for one in self.document["proposals"] if one["title"] == name)

    def letter(self, name: str) -> str:
        return (self.folder / "results" / "letters" / f"{name}.json.html").read_text(encoding="utf-8")

    def above(self, first: str, second: str) -> bool:
        """As both of them say it."""
        mine, its = self[first], self[second]
        found = its["key"] in mine["standing"]["above_keys"]
        assert found == (mine["key"] in its["standing"]["below_keys"])
        return found


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    return Portfolio(tmp_path)


@given(parsers.parse('the proposal "{name}" with every level {level:d}'))
def _(portfolio: Portfolio, pack: Pack, name: str, level: int) -> None:
    portfolio.proposals[name] = campaigns.ready(pack)
    portfolio.proposals[name].level(level)


@given(parsers.re(r'its answer to "(?P<question>\w+)" is (?P<answer>"[^"]+"|unknown|withheld|left out)$'))
def _(portfolio: Portfolio, question: str, answer: str) -> None:
    list(portfolio.proposals.values())[-1].answer(question, answer.strip('"'))


@when("they are screened")
def _(portfolio: Portfolio) -> None:
    portfolio.screen()


@when("they are screened blind")
def _(portfolio: Portfolio) -> None:
    portfolio.screen("--blind")


@then(parsers.re(r'"(?P<first>[^"]+)" (?P<how>stands|does not stand) above "(?P<second>[^"]+)"$'))
def _(portfolio: Portfolio, first: str, how: str, second: str) -> None:
    assert portfolio.above(first, second) == (how == "stands")


@then(parsers.parse('"{first}" and "{second}" tie'))
def _(portfolio: Portfolio, first: str, second: str) -> None:
    assert not portfolio.above(first, second)
    assert not portfolio.above(second, first)


@then(parsers.parse('the place of "{first}" is {its:d} and that of "{second}" is {other:d}'))
def _(portfolio: Portfolio, first: str, its: int, second: str, other: int) -> None:
    assert portfolio[first]["standing"]["places"] == [its, its]
    assert portfolio[second]["standing"]["places"] == [other, other]


@then(parsers.parse('what would settle the place of "{name}" is "{question}"'))
def _(portfolio: Portfolio, name: str, question: str) -> None:
    assert (portfolio[name]["settling"], portfolio[name]["settled_by"]) == ("found", question)


@then(parsers.parse('the place of "{name}" is settled'))
def _(portfolio: Portfolio, name: str) -> None:
    assert portfolio[name]["settling"] == "settled"


@then(parsers.parse("{received:d} were received, {accepted:d} was accepted and {rejected:d} was rejected"))
def _(portfolio: Portfolio, received: int, accepted: int, rejected: int) -> None:
    counts = portfolio.document["counts"]
    assert [counts["received"], counts["accepted"], counts["rejected"]] == [received, accepted, rejected]


@then(parsers.parse('both have the verdict "{verdict}"'))
def _(portfolio: Portfolio, verdict: str) -> None:
    assert [one["possible"] for one in portfolio.document["proposals"]] == [[verdict]] * 2


@then(parsers.parse('"{name}" was rejected because of "{question}"'))
def _(portfolio: Portfolio, name: str, question: str) -> None:
    (row,) = (row for row in portfolio.document["rejected"] if row["key"] == f"{name}.json")
    assert any(f"answers.{question}" in mistake["place"] for mistake in row["mistakes"])


@then(parsers.parse('the remedy "{name}" lifts {number:d} proposals'))
def _(portfolio: Portfolio, name: str, number: int) -> None:
    (lift,) = (one for one in portfolio.document["lifts"] if one["remedy"] == name)
    assert lift["lifts"] == number


@then("nobody has a rank")
def _(portfolio: Portfolio) -> None:
    """No number of one proposal's place alone: from the best to the worst that it can have."""
    assert not re.search(r'"(rank|score|position)"', portfolio.text)
    places = [one["standing"]["places"] for one in portfolio.document["proposals"]]
    assert any(first < last for first, last in places), "who ties has no single place"


@then(parsers.parse('the letter to "{name}" offers the support "{remedy}"'))
def _(portfolio: Portfolio, name: str, remedy: str) -> None:
    assert html.escape(portfolio.document["remedies"][remedy]["title"]["en"]) in portfolio.letter(name)


@then(parsers.parse('the letter to "{name}" names no verdict, and not "{other}"'))
def _(portfolio: Portfolio, name: str, other: str) -> None:
    said = [part.strip() for part in re.split("<[^>]*>", portfolio.letter(name))]
    assert name in said
    assert not {other, *(words["en"] for words in portfolio.document["words"].values())} & set(said)


@then(parsers.re(r'the letter to "(?P<name>[^"]+)" (?P<how>asks for|does not ask for) "(?P<question>\w+)"$'))
def _(portfolio: Portfolio, name: str, how: str, question: str) -> None:
    text = portfolio.document["questions"][question]["text"]["en"]
    assert (html.escape(text) in portfolio.letter(name)) == (how == "asks for")


@then(parsers.parse('no file of the results names "{first}" or "{second}"'))
def _(portfolio: Portfolio, first: str, second: str) -> None:
    files = [path for path in (portfolio.folder / "results").rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        shown = f"{path.name}\n{path.read_text(encoding='utf-8', errors='replace')}"
        for name in (first, second):
            assert f"{name}.json" not in shown, path.name
            assert f">{name}<" not in shown, path.name
            assert f'"{name}"' not in shown, path.name


@then("nobody gets a letter")
def _(portfolio: Portfolio) -> None:
    assert portfolio.document["proposals"]
    assert not (portfolio.folder / "results" / "letters").exists()
