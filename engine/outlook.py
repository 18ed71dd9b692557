"""What is still open: exactly what it leaves possible, which question decides most, and how each verdict is reached."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.answers import Answers
from engine.assessment import CompletedAnswer, Completion, DecisiveQuestion, Lead
from engine.decisive import decisive
from engine.evaluate import Truth
from engine.parts import label
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared
from engine.program import Program
from engine.verdicts import possible_verdicts
from engine.vocabulary import YES


@dataclass(frozen=True)
class Outlook:
    """What is possible, the open questions in the order in which they settle most, and completions by verdict."""

    possible: Possible
    decisive: tuple[DecisiveQuestion, ...]
    reached_by: tuple[Completion, ...]


def look_ahead(answers: Answers, outer: Truth, prepared: Prepared) -> Outlook:
    """Make the bounds of the three-valued evaluation exact, and say what would settle what is open.

    With nothing open there is nothing to look for: the bounds are the truth.
    """
    if answers.settled:
        return Outlook(Possible(outer, possible_verdicts(outer, prepared.program), {}, True), (), ())
    reach = Reach(answers.taken, outer, prepared)
    possible = reach.all()
    questions = prepared.program.pack.questions
    found = tuple(
        DecisiveQuestion(
            question=one.question,
            leads=tuple(
                Lead(value=lead.value, label=label(questions[one.question], lead.value), verdicts=lead.verdicts)
                for lead in one.leads
            ),
        )
        for one in decisive(answers, possible, reach, prepared)
    )
    possible = replace(possible, exact=reach.exact)  # what decides was asked of the solver too
    reached_by = [
        Completion(verdict=verdict, answers=tuple(_completed(answers, masks, prepared.program)))
        for verdict, masks in possible.witnesses.items()
    ]
    return Outlook(possible, found, tuple(reached_by) if len(possible.verdicts) > 1 else ())


def _completed(answers: Answers, masks: tuple[int, ...], program: Program) -> Iterator[CompletedAnswer]:
    """What a completion answers to each open question that it leaves in use."""
    for name, standing in answers.standing.items():
        numbers = program.vocabulary.of_question[name]
        variables = [program.vocabulary.variables[number] for number in numbers]
        if not standing.open or masks[numbers[0]] == variables[0].not_in_use:
            continue
        if standing.question.kind == "choices":
            pairs = zip(variables, numbers, strict=True)
            values = tuple(str(variable.option) for variable, number in pairs if masks[number] == YES)
        else:
            values = (variables[0].values[masks[numbers[0]].bit_length() - 1],)
        words = (label(standing.question, value) for value in values)
        yield CompletedAnswer(question=name, values=values, labels=tuple(text for text in words if text is not None))
