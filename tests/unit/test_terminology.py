"""A term of the field is rendered one way: in every text of the advocacy pack, in every language."""

import re
import unicodedata
from pathlib import Path

import pytest

from engine.readable import values_of
from engine.text import Text
from reports.words import Words
from tests.examples import advocacy
from tests.extract_words import read

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


# What verdicts, certainties and the rest are called in the sentences of the interface.
INTERFACE = {
    "Stop": (r"^stop$", "توقف", "arrêter"),
    "Not yet": (r"^not yet$", "ليس بعد", "pas encore"),
    "Go, with conditions": (r"^go, with conditions$", "انطلاق بشروط", "feu vert, sous conditions"),
    "Go": (r"^go$", "انطلاق", "feu vert"),
    "confirmed": (r"\bconfirmed\b", "مؤكد|تأكد|يؤكد|تؤكد|تتأكد|يتأكد", "confirm"),
    "likely": (r"\blikely\b", "مرجح|رجح|ترجيح", "probable"),
    "severity: low / medium / high / critical": (r"^critical\.?$", "حرج", "critique"),
    "bands: low / medium / high / severe": (r"^severe\.?$", "شديد", "très élevé"),
    "verdict": (r"\bverdicts?\b", "حكم|أحكام", "verdict"),
    "finding": (r"\bfindings?\b(?! (it )?out)", "نتيج|نتائج", "constat"),
    "remedy": (r"\bremed(y|ies)\b", "إجراء", "mesure"),
    "pack": (r"\bpacks?\b", "حزم", "jeux? de règles"),
    "assessment": (r"\bassessments?\b", "تقييم", "évaluation"),
    "policy (how verdicts are given)": (r"\bpolic(y|ies)\b", "سياس", "grille"),
    "band (of a measure; never “step”)": (r"\bbands?\b", "شريح|شرائح", "palier"),
    "withheld": (r"\bkept back\b", "حجب|محجوب|لدواعي السلامة", "non communiqué|pas communiqué|sécurité"),
}


def bare(text: str) -> str:
    """Arabic without diacritics, so that a root is found however it is vowelled."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")


def every_text() -> list[Text]:
    return [value.value for value in values_of(advocacy()) if isinstance(value.value, Text)]


def every_sentence() -> list[tuple[str, str, str]]:
    """The interface's sentences in English, Arabic and French; of a plural the last form, which holds for most."""
    arabic, french = ({_last(m.id): _last(m.string) for m in read(language) if m.id} for language in ("ar", "fr"))
    return [(english, arabic[english], french[english]) for english in arabic]


def _last(said: object) -> str:
    return said if isinstance(said, str) else str(list(said)[-1])  # type: ignore[call-overload]


def test_every_checked_term_stands_on_the_page() -> None:
    rows = {
        line.split("|")[1].strip() for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    }
    assert ROOTS.keys() | INTERFACE.keys() <= rows


@pytest.mark.parametrize("term", ROOTS)
def test_a_term_is_rendered_one_way(term: str) -> None:
    english, arabic, french = ROOTS[term]
    found = [text for text in every_text() if re.search(english, text["en"], re.IGNORECASE)]
    assert found, "a term that no text uses need not be checked"
    other = [text["ar"] for text in found if not re.search(bare(arabic), bare(text["ar"]))]
    other += [text["fr"] for text in found if not re.search(french, text["fr"], re.IGNORECASE)]
    assert other == []


@pytest.mark.parametrize("term", [*ROOTS, *INTERFACE])
def test_a_term_of_the_interface_is_rendered_one_way(term: str) -> None:
    english, arabic, french = (ROOTS | INTERFACE)[term]
    found = [
        said for said in every_sentence() if re.search(english, re.sub(r"\{\w+\}|--\w+", "", said[0]), re.IGNORECASE)
    ]
    other = [said[1] for said in found if not re.search(bare(arabic), bare(said[1]))]
    other += [said[2] for said in found if not re.search(french, said[2], re.IGNORECASE)]
    assert other == []


def grades() -> list[Text]:
    """What the pack calls its verdicts, before a launch, and its bands."""
    pack = advocacy()
    verdicts = list(pack.policy["default"].words.values())
    return verdicts + [band.title for measure in pack.measures for band in measure.bands]


# English grade -> its Arabic and its French, of whichever gender the noun has.
GRADES = {
    "low": ("منخفض", "faible"),
    "medium": ("متوسط", "moyen"),
    "high": ("مرتفع", "élevé"),
    "severe": ("شديد", "très élevé"),
}


def test_verdicts_and_bands_of_the_pack_are_called_as_on_the_page() -> None:
    wanted = {english: (arabic, french) for english, arabic, french in VERDICTS} | GRADES
    assert {text["en"].lower() for text in grades()} == wanted.keys()
    for text in grades():
        arabic, french = wanted[text["en"].lower()]
        assert bare(arabic) in bare(text["ar"]), text
        assert french in text["fr"].lower(), text


VERDICTS = [
    ("stop", "توقّف", "arrêter"),
    ("not yet", "ليس بعد", "pas encore"),
    ("go, with conditions", "انطلاق بشروط", "feu vert, sous conditions"),
    ("go", "انطلاق", "feu vert"),
]


@pytest.mark.parametrize(
    ("english", "arabic", "french"),
    [
        *(("Low", "منخفضة", "faible"), ("Medium", "متوسطة", "moyenne"), ("High", "عالية", "élevée")),
        *(("Critical", "حرجة", "critique"), ("confirmed", "مؤكَّد", "confirmé"), ("likely", "مرجَّح", "probable")),
    ],
)
def test_severities_and_certainties_are_called_as_on_the_page(english: str, arabic: str, french: str) -> None:
    assert bare(arabic) in bare(Words("ar")(english))
    assert french in Words("fr")(english).lower()
