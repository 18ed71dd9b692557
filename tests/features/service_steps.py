"""The steps about the pages of the service: somebody with a browser without scripts, at a service of their own."""

import html
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from engine.documents import read_yaml
from engine.loader import profile_in
from engine.pack import Pack
from tests.pages.conftest import running
from tests.pages.test_page_access import code_of
from tests.pages.test_page_sharing import code_in, said, shares
from tests.pages.test_page_upload import uploads
from tests.pages.visiting import Page, Person, Service

HOLDS = ("campaigns", "codes", "assessments", "shares", "sessions")


@dataclass
class Visitor:
    """Somebody at the pages: the page that is open, the file that was taken along, the codes that were given."""

    person: Person
    pages: list[Page] = field(default_factory=list)
    file: bytes = b""
    code: str = ""
    code_of_copy: str = ""

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def read(self) -> str:
        return html.unescape(said(self.page.html))

    def reads_copy(self) -> Page:
        return Person.new(self.person.service).sends("/en/shared", {"code": self.code_of_copy})


@pytest.fixture
def own_service(tmp_path: Path) -> Iterator[Service]:
    """A service that holds this campaign alone."""
    with running(tmp_path, "advocacy") as made:
        yield made


@given("the pages of the service", target_fixture="visitor")
def _(own_service: Service) -> Visitor:
    return Visitor(Person.new(own_service))


@given(parsers.parse('somebody who has the campaign "{case}" open there'))
def _(visitor: Visitor, case: str, pack: Pack) -> None:
    visitor.person.owns(next(one.profile for one in pack.cases if one.id == case))


@given("the campaign has an access code")
def _(visitor: Visitor) -> None:
    visitor.code = code_of(visitor.person)


@given("the result has been looked at")
def _(visitor: Visitor) -> None:
    visitor.pages.append(visitor.person.goes("/en/campaign/report"))


@given("a copy is shared under a code of its own")
def _(visitor: Visitor) -> None:
    visitor.code_of_copy = code_in(shares(visitor.person))


@given(parsers.parse('the answer to "{question}" is changed to "{value}" on its page'))
@when(parsers.parse('the answer to "{question}" is changed to "{value}" on its page'))
def _(visitor: Visitor, question: str, value: str, pack: Pack) -> None:
    section = next(one for one in pack.sections if question in {asked.id for asked in one.questions})
    page = visitor.person.fills_in(f"/en/campaign/section/{section.id}", {question: value})
    assert page.status == 200


@when("they leave")
def _(visitor: Visitor) -> None:
    visitor.person.goes("/exit")


@when("the code is typed on another device")
def _(visitor: Visitor) -> None:
    visitor.person = Person.new(visitor.person.service)
    visitor.pages.append(visitor.person.sends("/en/open", {"code": visitor.code}))


@when(parsers.parse("{hours:d} hours pass"))
def _(visitor: Visitor, hours: int) -> None:
    service = visitor.person.service
    service.clock.now += timedelta(hours=hours)
    service.store.sweep()


@when(parsers.parse('it is asked on the page what if "{change}"'))
def _(visitor: Visitor, change: str) -> None:
    visitor.pages.append(visitor.person.sends("/en/campaign/what-if", {"change": [change]}))


@when(parsers.parse('a file is chosen that answers "{question}" with "{value}"'))
def _(visitor: Visitor, question: str, value: str) -> None:
    content = f'campaign: c\nanswered_on: 2026-11-20\nanswers:\n  {question}: "{value}"\n'
    visitor.pages.append(uploads(visitor.person, content.encode()))


@when("the answers are downloaded without sensitive ones")
def _(visitor: Visitor) -> None:
    visitor.file = visitor.person.browser.get("/en/campaign/profile.yaml?without-sensitive=true").content


@when("the copy is withdrawn")
def _(visitor: Visitor) -> None:
    links = visitor.person.goes("/en/campaign/shares").held.links
    (withdraw,) = [link for link in links if link.endswith("/withdraw")]
    assert visitor.person.fills_in(withdraw, {}).status == 200


@when("the campaign is deleted")
def _(visitor: Visitor) -> None:
    visitor.pages.append(visitor.person.sends("/en/campaign/delete", {"sure": "yes"}))


@then("the campaign does not open without its code")
def _(visitor: Visitor) -> None:
    assert visitor.person.goes("/en/campaign").path.startswith("/en/open")


@then("nothing of it is stored any more")
def _(visitor: Visitor, tmp_path: Path) -> None:
    with closing(sqlite3.connect(next(tmp_path.rglob("*.sqlite3")))) as database:
        held = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in HOLDS}
    assert held == dict.fromkeys(HOLDS, 0)


@then(parsers.parse('the comparison with last time says that "{fact}" is no longer found'))
def _(visitor: Visitor, fact: str, pack: Pack) -> None:
    (link,) = [link for link in visitor.person.goes("/en/campaign/report").held.links if "/since/" in link]
    visitor.pages.append(visitor.person.goes(link))
    assert pack.rule[fact].title["en"] in visitor.read.partition("No longer found")[2]


@then(parsers.parse('the page says that "{fact}" would no longer be found'))
def _(visitor: Visitor, fact: str, pack: Pack) -> None:
    assert pack.rule[fact].title["en"] in visitor.read.partition("No longer found")[2]


@then(parsers.parse('the comparison names the answer to "{question}"'))
def _(visitor: Visitor, question: str, pack: Pack) -> None:
    assert pack.questions[question].text["en"] in visitor.read.partition("Answers that the campaign changed")[2]


@then(parsers.parse('the stored answer to "{question}" is "{value}"'))
def _(visitor: Visitor, question: str, value: str) -> None:
    assert visitor.person.answers(question) == [value]


@then("the page refuses it and names the line")
def _(visitor: Visitor) -> None:
    assert visitor.page.status == 422
    assert "profile:4" in visitor.read


@then(parsers.parse('the page never says "{text}"'))
def _(visitor: Visitor, text: str) -> None:
    assert text not in visitor.page.html


@then(parsers.parse('the file says that the answer to "{question}" is "{value}"'))
def _(visitor: Visitor, question: str, value: str) -> None:
    assert profile_in(read_yaml("file", visitor.file)).answers[question].answer == value


@then(parsers.parse('whoever has the code of the copy still reads of "{fact}"'))
def _(visitor: Visitor, fact: str, pack: Pack) -> None:
    assert str(pack.rule[fact].title["en"]) in html.unescape(said(visitor.reads_copy().html))


@then("the code of the copy opens nothing")
def _(visitor: Visitor) -> None:
    assert visitor.reads_copy().status == 422


@then("the page says that it is deleted")
def _(visitor: Visitor) -> None:
    assert visitor.page.path == "/en/deleted"


@then("its access code opens nothing")
def _(visitor: Visitor) -> None:
    assert Person.new(visitor.person.service).sends("/en/open", {"code": visitor.code}).status == 422
