"""The same steps in Arabic: each pattern stands in conftest.py beside the English one, and these are its words.

Names are written as an Arabic reader meets them: findings and policies by their titles, questions by their printed
codes, options by their texts, verdicts by their words.
"""

import re
from collections.abc import Callable
from functools import cache

from pytest_bdd import parsers

from api.packs import open_pack
from engine.pack import Pack

STATES = {"مؤكدة": "confirmed", "مرجحة": "likely", "ممكنة": "possible", "غير قائمة": "absent"}
SUBJECTS = {"النتيجة": "finding", "إجابة السؤال": "answer to"}
SUBJECT = rf"(?P<kind>{'|'.join(SUBJECTS)}) «?(?P<name>[^»]+)»?$"

ready = "حملة جاهزة من كل النواحي"
answered = parsers.parse("إجابة السؤال {question:w} هي «{answer}»")
assessed = parsers.parse("تُقيَّم وفق سياسة التقييم «{policy}»")
changed = parsers.parse("تتغير إجابة السؤال {question:w} إلى «{answer}»")
verdict = parsers.parse("الحكم هو «{verdict}»")
verdict_rests = parsers.re(rf"الحكم يستند إلى {SUBJECT}")
finding = parsers.re(rf"النتيجة «(?P<fact>[^»]+)» (?P<state>{'|'.join(STATES)})$")
finding_rests = parsers.re(rf"النتيجة «(?P<fact>[^»]+)» تستند إلى {SUBJECT}")
leads = parsers.parse("النتيجة «{cause}» تؤدي إلى النتيجة «{effect}»")
comes_down = parsers.parse("النتيجة «{fact}» ترجع كلها إلى إجابة السؤال {question:w}")
raising = parsers.re(
    r"رفع إجابة السؤال (?P<question>\w+) إلى (?P<level>\d) (?P<effect>يزيل «[^»]+»|يُبقي «[^»]+» مرجحة)$"
)


@cache
def _pack() -> Pack:
    return open_pack("advocacy")


@cache
def named(words: str) -> str:
    """The id of the one finding, policy or question that is called so in Arabic."""
    pack = _pack()
    found = [rule.id for rule in pack.rules if rule.title["ar"] == words]
    found += [policy.id for policy in pack.policies if policy.title["ar"] == words]
    found += [question.id for question in pack.questions.values() if question.code == words]
    assert len(found) == 1, words
    return found[0]


def option(words: str) -> str:
    """A level as it is written, or the id of the one option that reads so."""
    if words.isdigit():
        return words
    questions = _pack().questions.values()
    found = {one.id for question in questions for one in question.options if one.text["ar"] == words}
    assert len(found) == 1, words
    return found.pop()


def given_verdict(words: str) -> str:
    """The verdict that the default policy words so."""
    return next(name for name, text in _pack().policy["default"].words.items() if text["ar"] == words)


def remaining(words: str) -> str:
    """What a raised answer does to a finding, as the English step puts it."""
    fact = named(re.findall("«([^»]+)»", words)[0])
    return f'clears "{fact}"' if words.startswith("يزيل") else f'leaves "{fact}" likely'


WORDS: dict[str, Callable[[str], object]] = {
    "question": named,
    "policy": named,
    "fact": named,
    "cause": named,
    "effect": named,
    "name": named,
    "answer": option,
    "verdict": given_verdict,
    "state": STATES.__getitem__,
    "kind": SUBJECTS.__getitem__,
}
