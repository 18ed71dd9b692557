"""A term of the field is rendered one way: in every text of the advocacy pack, in every language."""

import re
import unicodedata
from pathlib import Path

import pytest

from engine.readable import values_of
from engine.text import Text
from tests.examples import advocacy

PAGE = Path(__file__).parents[2] / "docs" / "terminology.md"
# English term as the page has it -> what its English, Arabic and French forms have in common.
ROOTS = {
    "ally / allies": (r"\ballies\b|\bally\b", "حليف|حلفاء|حلفائ|حلفاؤ", "alli"),
    "alliance": (r"\balliances?\b", "تحالف", "alliance"),
    "campaign": (r"\bcampaigns?\b", "حمل", "campagne|en cours de route"),
    "civic space": (r"\bcivic space\b", "حيز مدني|الحيز المدني", "espace civique"),
    "credibility": (r"\bcredibility\b", "مصداقي", "crédibilité"),
    "decision-maker": (r"\bdecision-makers?\b", "صانع|صناع", "décideu"),
    "detention": (r"\bdetention\b", "احتجاز", "détention"),
    "ethics code": (r"\bethics code\b|\bcode of ethics\b", "مدونة (ال)?أخلاق", "code d'éthique"),
    "evidence (for a case, for an answer)": (r"\bevidence\b", "دليل|أدل", "preuve"),
    "exile": (r"\bexiled?\b", "نفي|منفى", "exil"),
    "exposure": (r"\bexposure\b", "عرض", "expos"),
    "expulsion": (r"\bexpulsion\b|\bexpelled\b", "طرد", "expuls"),
    "final evaluation": (r"\bfinal evaluation\b", "تقييم (ال)?نهائي", "évaluation finale"),
    "funder": (r"\bfunders?\b", "ممول", "bailleu"),
    "indicator": (r"\bindicators?\b", "مؤشر", "indicateur"),
    "informed consent": (r"\binformed consent\b", "موافق[ةت]", "consentement"),
    "lessons": (r"\blessons?\b", "در(س|وس)", "enseignement"),
    "negotiation": (r"\bnegotiat", "فاوض", "négoci"),
    "prison": (r"\bprison\b|\bimprisoned\b", "سجن", "prison"),
    "quiet diplomacy": (r"\bquiet diplomacy\b", "دبلوماسية (ال)?هادئة", "diplomatie discrète"),
    "readiness": (r"\breadiness\b", "جاهزي", "préparation"),
    "reprisals": (r"\breprisals?\b", "انتقامي", "représailles"),
    "rights-holders": (r"\brights-holders?\b", "أصحاب الحقوق", "titulaires de droits"),
    "risk register": (r"\brisk register\b", "سجل (ال)?مخاطر", "registre des risques"),
    "sit-in": (r"\bsit-ins?\b", "اعتصام", "sit-in"),
    "spokesperson": (r"\bspokespe", "متحدث", "porte-parole"),
    "strike": (r"\bstrikes?\b", "إضراب", "grève"),
    "transparency": (r"\btransparen", "شفاف", "transparen"),
}


def bare(text: str) -> str:
    """Arabic without diacritics, so that a root is found however it is vowelled."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")


def every_text() -> list[Text]:
    return [value.value for value in values_of(advocacy()) if isinstance(value.value, Text)]


def test_every_checked_term_stands_on_the_page() -> None:
    rows = {
        line.split("|")[1].strip() for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    }
    assert ROOTS.keys() <= rows


@pytest.mark.parametrize("term", ROOTS)
def test_a_term_is_rendered_one_way(term: str) -> None:
    english, arabic, french = ROOTS[term]
    found = [text for text in every_text() if re.search(english, text["en"], re.IGNORECASE)]
    assert found, "a term that no text uses need not be checked"
    other = [text["ar"] for text in found if not re.search(bare(arabic), bare(text["ar"]))]
    other += [text["fr"] for text in found if not re.search(french, text["fr"], re.IGNORECASE)]
    assert other == []
