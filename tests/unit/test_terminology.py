"""A term of the field is rendered one way: in every text of the advocacy pack, in every language."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from engine.readable import values_of
from engine.text import Text
from reports.words import Words
from tests.examples import advocacy
from tests.extract_words import read

ROOT = Path(__file__).parents[2]
PAGE, FEATURES = ROOT / "docs" / "terminology.md", ROOT / "features"
# English term as the page has it -> what its English, Arabic and French forms have in common.
ROOTS = {
    "advocacy": (r"\badvocacy\b", "مناصرة", "plaidoyer"),
    "advocacy campaign": (r"\badvocacy campaigns?\b", "حمل(ة|ات) (ال)?مناصرة", "campagnes? de plaidoyer"),
    "alliance": (r"\balliances?\b", "تحالف", "alliance"),
    "ally / allies": (r"\ballies\b|\bally\b", "حليف|حلفاء|حلفائ|حلفاؤ", "alli"),
    "applicant": (r"\bapplicants?\b", "مقدم", "porteu"),
    "arrest": (r"\barrest", "توقيف|أوقف", "arrest|arrêt"),
    "baseline": (r"\bbaselines?\b", "خط(وط)? (ال)?أساس", "situations? de départ"),
    "briefing": (r"\bbriefing\b", "إحاطة", "séances? d'information"),
    "campaign": (r"\bcampaigns?\b", "حمل", "campagne|en cours de route"),
    "civic space": (r"\bcivic space\b", "حيز مدني|الحيز المدني", "espace civique"),
    "civil disobedience": (r"\bcivil disobedience\b", "عصيان (ال)?مدني", "désobéissance civile"),
    "civil society organisation": (
        r"\bcivil.society organisations?\b",
        "منظم(ة|ات) (ال)?مجتمع (ال)?مدني",
        "organisations? de la société civile",
    ),
    "coalition": (r"\bcoalitions?\b", "ائتلاف", "coalition"),
    "credibility": (r"\bcredibility\b", "مصداقي", "crédibilité"),
    "decision-maker": (r"\bdecision-makers?\b", "صانع|صناع", "décideu"),
    "demand (of a campaign)": (r"\bdemands?\b", "مطلب|مطالب", "revendication"),
    "deportation (of foreigners or refugees)": (r"\bdeport", "ترحيل", "renvo"),
    "detention": (r"\bdetention\b", "احتجاز", "détention"),
    "deviation": (r"\bdeviations?\b", "انحراف", "écart"),
    "dismissal": (r"\bdismiss(al|ed)\b", "فصل", "licenci"),
    "donor": (r"\bdonors?\b", "مانحة", "donateur"),
    "drill": (r"\bdrills?\b", "محاكا", "exercice"),
    "ethics code": (r"\bethics code\b|\bcode of ethics\b", "مدونة (ال)?أخلاق", "code d'éthique"),
    "evidence (for a case, for an answer)": (r"\bevidence\b", "دليل|أدل", "preuve"),
    "exile": (r"\bexiled?\b", "نفي|منفى", "exil"),
    "expired (an answer, a waiver)": (r"\bexpired\b", "انتهت مد", "expir"),
    "expert": (r"\bexperts?\b", "خبير|خبراء|خبرة", "spécialiste"),
    "exposure": (r"\bexposure\b", "عرض", "expos"),
    "expulsion": (r"\bexpulsion\b|\bexpelled\b", "طرد", "expuls"),
    "final evaluation": (r"\bfinal evaluation\b", "تقييم (ال)?نهائي", "évaluation finale"),
    "founding text (of a pack)": (r"\bfounding text\b", "نص (ال)?تأسيسي", "texte fondateur"),
    "funder": (r"\bfunders?\b", "ممول", "bailleu"),
    "funding": (r"\bfunding\b", "تمويل", "financement"),
    "gathering": (r"\bgatherings?\b(?! support)", "تجمع", "rassemblement"),
    "indicator": (r"\bindicators?\b", "مؤشر", "indicateur"),
    "informed consent": (r"\binformed consent\b", "موافق[ةت]", "consentement"),
    "launch": (r"\blaunch", "إطلاق|أطلق|تطلق|العلن", "lanc"),
    "legitimacy": (r"\blegitima", "شرعي|مشروع", "légitim"),
    "lessons": (r"\blessons?\b", "در(س|وس)", "enseignement"),
    "level (0-4)": (r"\blevels? \d", "مستو", "niveau"),
    "lobbying": (r"\blobbying\b", "ضغط", "lobbying"),
    "march": (r"\bmarch(es)?\b", "مسير", "marche"),
    "mobilisation": (r"\bmobilis", "حشد|تعبئة", "mobilis"),
    "negotiation": (r"\bnegotiat", "فاوض", "négoci"),
    "on call (lawyers)": (r"\bon call\b", "عند الطلب", "joignable|joindre"),
    "persuasion": (r"\bpersua", "إقناع|مقنع|قنع", "persua|convain"),
    "petition": (r"\bpetitions?\b", "عريض|عرائض", "pétition"),
    "prison": (r"\bprison\b|\bimprisoned\b", "سجن", "prison"),
    "protection": (r"\bprotection\b", "حماي", "prot[eé]"),
    "protest": (r"\bprotests?\b", "احتج|تحتج", "protest"),
    "quick check": (r"\bquick check\b", "فحص (ال)?سريع", "contrôle rapide"),
    "quiet diplomacy": (r"\bquiet diplomacy\b", "دبلوماسية (ال)?هادئة", "diplomatie discrète"),
    "readiness": (r"\breadiness\b", "جاهزي", "préparation"),
    "reprisal plan, plan for reprisals": (
        r"\breprisal plan\b|\bplan for reprisals\b",
        "مواجهة (ال)?أعمال (ال)?انتقامية",
        "plan face aux représailles",
    ),
    "reprisals": (r"\breprisals?\b", "انتقامي", "représailles"),
    "rights-holders": (r"\brights-holders?\b", "أصحاب الحقوق", "titulaires de droits"),
    "risk register": (r"\brisk register\b", "سجل (ال)?مخاطر", "registre des risques"),
    "sanction (never “punishment”; the verb is “punish”)": (r"\bsanction", "عقوب|معاقب|عاقب", "sanction"),
    "sign-off (of content)": (r"\bsign(ed)?-? ?off\b", "اعتماد|اعتمد|يعتمد", "valid"),
    "silence and fear": (r"\bsilence\b", "صمت", "silence|taire|tait"),
    "sit-in": (r"\bsit-ins?\b", "اعتصام", "sit-in"),
    "smear": (r"\bsmear", "تشويه|تشوه", "diffamation"),
    "spokesperson": (r"\bspokespe", "متحدث", "porte-parole"),
    "steward": (r"\bstewards?\b", "منظم", "service d'ordre"),
    "strike": (r"\bstrikes?\b", "إضراب", "grève"),
    "stunt": (r"\bstunts?\b", "رمزي", "coup de poing"),
    "supporters": (r"\bsupporters?\b", "مؤيد", "sympathisant"),
    "target group": (r"\btarget groups?\b", r"فئ\w+ (ال)?مستهدفة", "groupes? cibles?"),
    "transparency": (r"\btransparen", "شفاف", "transparen"),
    "winning support": (r"\bwin(ning)? support\b", "كسب التأييد", "adhésion"),
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
    "remedy (French never a bare “mesure”)": (r"\bremed(y|ies)\b", "إجراء", "mesures? correctives?"),
    "measure (an axis: of readiness, of exposure)": (r"\bmeasures?\b", "مقياس|مقاييس", "indice"),
    "weighting": (r"\bweightings?\b", "توزيع (ال|لل)?أوزان", "pondération"),
    "pack": (r"\bpacks?\b", "حزم", "jeux? de règles"),
    "assessment": (r"\bassessments?\b", "تقييم", "évaluation"),
    "policy (how verdicts are given)": (r"\bpolic(y|ies)\b", r"سياس\w+ (ال)?تقييم", "grille"),
    "band (of a measure; never “step”)": (r"\bbands?\b", "شريح|شرائح", "palier"),
    "withheld": (r"\bkept back\b", "حجب|محجوب|لدواعي السلامة", "non communiqué|pas communiqué|sécurité"),
    "baseline (a stored assessment)": (r"\bbaselines?\b", "مرجعي", "référence"),
    "blind (without identities)": (r"\bblind\b", "مغفل", "aveugle"),
    "blocker": (r"\bblockers?\b", "مانع|موانع", "bloquant"),
    "check (before launch)": (
        r"\bcheck under\b|\b(the|this|a|same) check\b|(^|\bamong) +checks\b",
        "فحص",
        "contrôle",
    ),
    "consequence": (r"\bconsequences?\b", "عاقب|عواقب", "conséquence"),
    "effort": (r"\befforts?\b", "جهد|جهود", "effort"),
    "group (of proposals with the same possible verdicts)": (r"\bgroups?\b", "مجموع", "groupe"),
    "lead time": (r"\blead times?\b", "مد(ة|د) (ال)?تحضير", "délai"),
    "obstacle": (r"\bobstacles?\b", "عائق|عوائق", "obstacle"),
    "person-day": (r"\bperson-days?\b", "(يوم|أيام) (ال)?عمل", "jours?-personnes?"),
    "plan (to a better verdict)": (r"\bplans?\b", "خطة|خطط|خطت", "plan"),
    "profile (what a campaign says of itself)": (r"\bprofiles?\b", "ملف", "fichier"),
    "proposal (what a funder receives)": (r"\bproposals?\b", "مقترح", "proposition"),
    "screening (of many proposals)": (r"\bscreening", "فرز", "examen"),
    "severity (of a finding)": (r"\bseverity\b", "شدة|شدت", "gravité"),
    "strength": (r"\bstrengths?\b", "(نقطة|نقاط) (ال)?قوة", "force"),
    "tier (of a group: a tie)": (r"\btiers?\b", "طبق", "strate"),
    "waiver (of a finding)": (r"\bwaive", "إعفاء|أعف|معفى|معفا", "dérog"),
    "weakness": (r"\bweakness(es)?\b", "(نقطة|نقاط) (ال)?ضعف", "faiblesse"),
}


# Wrong words that would pass unseen, since no English one stands beside them or the right one does as well.
NEVER = {
    # Funders are bodies, an applicant is who hands in a proposal, and what is only possible is not probable.
    "ar": r"\bو?الممول(ون|ين)\b|طالب\w* (لل|ال)تمويل|انتهت صلاحي|\bالنص المؤسس\b|^محتمل|محتمل فقط",
    # Of "mesure" there are idioms, and those who decide take some; any other is a remedy.
    "fr": r"\bcandidat|\bpérim|vérification rapide"
    r"|\b(cette|ces|une|la|des|chaque|meilleures) mesures?\b(?! (correctives?|communes)\b)",
}


# What the interface means something else by; its own meaning stands in INTERFACE.
PACK_ONLY = {"baseline"}
# What is typed or filled in is no word of a sentence.
PLACES = re.compile(r"\{\w+\}|--\w+|`[^`]*`")


def bare(text: str) -> str:
    """Arabic without diacritics, so that a root is found however it is vowelled."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn")


@cache
def every_text() -> list[Text]:
    return [value.value for value in values_of(advocacy()) if isinstance(value.value, Text)]


@cache
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


@pytest.mark.parametrize("term", [*sorted(ROOTS.keys() - PACK_ONLY), *INTERFACE])
def test_a_term_of_the_interface_is_rendered_one_way(term: str) -> None:
    english, arabic, french = (ROOTS | INTERFACE)[term]
    found = [each for each in every_sentence() if re.search(english, PLACES.sub("", each[0]), re.IGNORECASE)]
    other = [said[1] for said in found if not re.search(bare(arabic), bare(said[1]))]
    other += [said[2] for said in found if not re.search(french, said[2], re.IGNORECASE)]
    assert other == []


@pytest.mark.parametrize("language", NEVER)
def test_words_that_are_no_terms_stand_nowhere(language: str) -> None:
    said = [text[language] for text in every_text()]
    said += [sentence[1 if language == "ar" else 2] for sentence in every_sentence()]
    said += [path.read_text(encoding="utf-8") for path in (FEATURES / language).glob("*.feature")]
    wrong = re.compile(bare(NEVER[language]), re.IGNORECASE)
    assert [one for one in said if wrong.search(bare(PLACES.sub("", one)))] == []


def test_a_role_is_no_man_in_arabic() -> None:
    roles = [remedy.role for remedy in advocacy().remedies]
    roles += [title for policy in advocacy().policies for title in policy.waivable_by.values()]
    assert [role["ar"] for role in roles if not re.match("مسؤولية|الشخص|مجلس", bare(role["ar"]))] == []


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
