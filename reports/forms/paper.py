"""A questionnaire to print: one self-contained HTML file for A4, to be filled in with a pen."""

from engine.form_fields import Field, FormPlan
from reports.forms.conditions_in_words import FormConditions
from reports.html import HtmlWords, template
from reports.phrases import plain
from reports.words import Digits, Words


def paper(plan: FormPlan, language: str, digits: Digits = "western") -> str:
    """The questionnaire in one language. Where a question depends on others, it says so in words beside it."""
    questions = {field.question.code: field.question.id for field in plan.fields if field.question is not None}
    words = HtmlWords(language, questions, digits)
    say = FormConditions(plan.pack, Words(language, digits), linked=True)
    pages = {group.name: [f for f in plan.of_group(group) if f.is_answer] for group in plan.groups[1:]}
    return template("form_paper.html.j2").render(
        plan=plan, pages=pages, facts=_facts(plan), say=say, words=words, many=words.many, plain=plain
    )


def _facts(plan: FormPlan) -> list[Field]:
    return [field for field in plan.fields if field.question is None]
