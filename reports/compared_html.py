"""A comparison as one HTML file: no script, no request, right on a phone, on paper and from right to left."""

from engine.compared import Compared
from reports.apart import ApartWording
from reports.compared_wording import ComparedWording
from reports.html import HtmlWords, environment
from reports.words import Digits


def compared_html(compared: Compared, language: str, digits: Digits = "western") -> str:
    """Render a comparison in one language; the same comparison gives the same bytes.

    It is the campaign's own: sensitive answers are shown, unless the assessments are copies for sharing.
    """
    words = HtmlWords(language, digits=digits)
    told = ComparedWording(compared, ApartWording(compared.before, words), ApartWording(compared.after, words))
    template = environment().get_template("compared.html.j2")
    return template.render(c=compared, told=told, words=words, many=words.many)
