"""A profile as it is written: one answer is put into the text, and everything else in it stays as it is.

Whatever was changed is read again. Unless it says exactly what the profile said, with that one answer, the change is
refused (ASK-001) and the text that was there stands.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from engine import profile_messages as said
from engine.documents import OF_PROFILES, Document, read_content
from engine.errors import Refused
from engine.loader import profile_in
from engine.profile import GivenAnswer, Profile
from engine.yaml_edits import Unplaced, added, has, replaced

_MARK = "\ufeff"  # some editors begin a file with it; no parser of YAML or JSON wants it
_PLAIN = re.compile("[a-z0-9][a-z0-9_]*")


@dataclass(frozen=True)
class ProfileText:
    """The text of a profile, what it says, and what messages call it."""

    name: str
    text: str
    as_json: bool
    profile: Profile

    @property
    def document(self) -> Document:
        return read_content(self.name, self.text.encode(), self.as_json)

    @classmethod
    def read(
        cls,
        name: str,
        content: bytes,
        as_json: bool,
        on: date,
        read_profile: Callable[[Document], Profile] = profile_in,
    ) -> Self:
        """What a file holds, checked by `read_profile`. One that lacks its day of answering, as a blank questionnaire
        does, gets it.

        Only where no answer would be dated by it: answers of an unknown day stay refused (PROFILE-002), like any other
        mistake of form.
        """
        document = read_content(name, content, as_json, OF_PROFILES)
        text, data = content.decode("utf-8"), document.data
        if not isinstance(data, dict) or data.get("answered_on") is not None:
            return cls(name, text, as_json, read_profile(document))
        try:
            dated = Profile.model_validate({**data, "answered_on": on.isoformat()})
        except ValueError:
            return cls(name, text, as_json, read_profile(document))  # which refuses it, with every mistake
        if any(given.answer is not None and given.answered_on is None for given in dated.answers.values()):
            return cls(name, text, as_json, read_profile(document))
        undated = cls(name, text, as_json, dated)
        now = undated._rewritten(dated, lambda fields: fields.update(answered_on=on.isoformat()), _dated(on))
        read_profile(now.document)
        return now

    @classmethod
    def begun(cls, name: str, blank: str, as_json: bool, new: Profile, on: date) -> Self:
        """A new one, which says of the campaign what this profile without answers does: from a blank questionnaire, or
        for JSON with nothing but what every profile has."""
        launch = new.dates.launch.isoformat() if new.dates.launch else None
        if as_json:
            fields: dict[str, Any] = {"campaign": new.campaign, "stage": new.stage}
            fields |= {"country": new.country} if new.country else {}
            fields |= {"dates": {"launch": launch}} if launch else {}
            fields |= {"answered_on": on.isoformat(), "answers": {}}
            return cls.read(name, _as_json(fields).encode(), as_json, on)
        text = replaced(blank, ("campaign",), json.dumps(new.campaign, ensure_ascii=False))
        text = replaced(text, ("stage",), new.stage)
        text = replaced(text, ("country",), json.dumps(new.country)) if new.country else text
        text = replaced(text, ("dates", "launch"), launch) if launch else text
        return cls.read(name, text.encode(), as_json, on)

    def answering(self, question: str, answer: str | tuple[str, ...], on: date) -> Self:
        """The same with one answer given on that day; its evidence is kept. Raises Refused (ASK-001).

        The answer carries its day where the profile's own day is another, or where it carried one before.
        """
        before = self.profile.answers.get(question, GivenAnswer())
        day = on if self.profile.answered_on != on or before.answered_on is not None else None
        given = before.model_copy(update={"answer": answer, "answered_on": day, "to_confirm": False})
        expected = self.profile.model_copy(update={"answers": {**self.profile.answers, question: given}})
        return self._rewritten(
            expected,
            lambda fields: _answer_in_json(fields, question, answer, day),
            lambda text: _answer_in_yaml(text, question, answer, day),
        )

    def named(self, campaign: str) -> Self:
        """The same with another name of the campaign. Raises Refused (ASK-001)."""
        return self._rewritten(
            self.profile.model_copy(update={"campaign": campaign}),
            lambda fields: fields.update(campaign=campaign),
            lambda text: replaced(text, ("campaign",), json.dumps(campaign, ensure_ascii=False)),
        )

    def _rewritten(
        self, expected: Profile, in_json: Callable[[dict[str, Any]], None], in_yaml: Callable[[str], str]
    ) -> Self:
        """The text after a change, which must say what is expected of it."""
        mark = _MARK if self.text.startswith(_MARK) else ""
        plain = self.text.removeprefix(_MARK)
        try:
            if self.as_json:
                fields = json.loads(plain)
                in_json(fields)
                text = mark + _as_json(fields)
            else:
                text = mark + in_yaml(plain)
            profile = profile_in(read_content(self.name, text.encode(), self.as_json))
        except (Unplaced, Refused, ValueError):
            profile = None
        if profile != expected:
            raise Refused([said.CANNOT_FILL_IN.at(self.name)])
        return type(self)(self.name, text, self.as_json, expected)


def _dated(on: date) -> Callable[[str], str]:
    def edit(text: str) -> str:
        path = ("answered_on",)
        return replaced(text, path, on.isoformat()) if has(text, path) else added(text, (), *path, on.isoformat())

    return edit


def _answer_in_yaml(text: str, question: str, answer: str | tuple[str, ...], day: date | None) -> str:
    path, word = ("answers", question), _written(answer)
    if has(text, path) and _holds_fields(text, path):
        if day is not None:
            text = _with_field(text, path, "answered_on", day.isoformat())
        if has(text, (*path, "to_confirm")):
            text = replaced(text, (*path, "to_confirm"), "false")
        return _with_field(text, path, "answer", word)
    whole = word if day is None else f"{{answer: {word}, answered_on: {day.isoformat()}}}"
    if has(text, path):
        return replaced(text, path, whole)
    if has(text, path[:1]):
        return added(text, path[:1], question, whole)
    return added(text, (), "answers", f"{{{question}: {whole}}}")


def _holds_fields(text: str, path: tuple[str, str]) -> bool:
    return any(has(text, (*path, field)) for field in GivenAnswer.model_fields)


def _with_field(text: str, path: tuple[str, str], field: str, written: str) -> str:
    inner = (*path, field)
    return replaced(text, inner, written) if has(text, inner) else added(text, path, field, written)


def _written(answer: str | tuple[str, ...]) -> str:
    """As YAML: plain words where they are read as themselves, in quotes otherwise."""
    if isinstance(answer, tuple):
        return f"[{', '.join(_written(option) for option in answer)}]"
    return answer if _PLAIN.fullmatch(answer) and answer != "null" else json.dumps(answer)


def _answer_in_json(fields: dict[str, Any], question: str, answer: str | tuple[str, ...], day: date | None) -> None:
    answers = fields.get("answers") or {}
    before = answers.get(question)
    given: Any = int(answer) if isinstance(answer, str) and answer.isdecimal() else answer
    if isinstance(before, dict) or day is not None:
        dated = {} if day is None else {"answered_on": day.isoformat()}
        kept = (
            {name: value for name, value in before.items() if name != "to_confirm"} if isinstance(before, dict) else {}
        )
        given = {**kept, "answer": given, **dated}
    fields["answers"] = {**answers, question: given}


def _as_json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
