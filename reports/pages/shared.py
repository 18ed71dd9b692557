"""A shared copy in words: the short report on a redacted assessment, and what it was made with."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from engine.assessment import Assessment
from engine.text import Text
from reports.brief import Brief, brief_as_html

DAYS: Final = (7, 30, 90)
"""For how long a copy can be shared; the first unless another is chosen."""


class OldCopy(Exception):
    """The copy was made by a version of this program whose documents are not read any more."""


@dataclass(frozen=True)
class Seen:
    """What a reader sees: the campaign's name, the short report, and under which policy it was judged on which day."""

    campaign: str
    brief: Brief
    policy: Text
    on: datetime.date


def in_words(document: Mapping[str, Any], language: str) -> Seen:
    """A kept assessment in one language. Raises OldCopy if this version does not read it."""
    try:
        kept = Assessment.model_validate(document)
    except ValidationError:
        raise OldCopy from None  # its own words quote the document
    return Seen(kept.campaign.name, brief_as_html(kept, language, names=False), kept.policy.title, kept.receipt.on)
