"""The answers that moved, under what moved them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.answer_moves import AnswerMove, AnswerStanding
from engine.assessment import AnswerResult
from reports.sections import Item, Section

if TYPE_CHECKING:
    from reports.compared_wording import ComparedWording


class MovedAnswers:
    """Sections about answers: one for each cause, or one for all where what moved cannot be divided."""

    def __init__(self, told: "ComparedWording") -> None:
        self.told, self.words = told, told.words

    def sections(self) -> Iterator[Section]:
        words, compared = self.words, self.told.compared
        if not compared.steps:
            yield Section("answers", words("Answers that changed"), (), tuple(self._items(compared.total.answers)))
        for step in compared.steps:
            items = tuple(self._items(step.difference.answers))
            match step.cause:
                case "rules":
                    titles = {
                        "rules": words("Questions that the new rules put otherwise"),
                        "policy": words("Questions that the other policy puts otherwise"),
                        "both": words("Questions that the new rules or the other policy put otherwise"),
                    }
                    folded = self.told.what_judges != "rules"
                    yield Section("answers-rules", titles[self.told.what_judges], (), items, folded)
                case "time":
                    yield Section("answers-time", words("Answers that time changed"), (), items)
                case "answers":
                    yield Section("answers-campaign", words("Answers that the campaign changed"), (), items)

    def _items(self, moves: tuple[AnswerMove, ...]) -> Iterator[Item]:
        for move in moves:
            question = self.told.now.question(self.told.answer(move.question))
            if move.evidence_only:
                yield Item(question, (self._evidence(move),))
            else:
                before, after = self._standing(move.question, move.before), self._standing(move.question, move.after)
                if before != after:  # else only other answers decide whether it applies
                    yield Item(question, (self.words("Before: {before}. Now: {after}.", before=before, after=after),))

    def _evidence(self, move: AnswerMove) -> str:
        words = self.words
        old, new = (end.evidence if end else None for end in (move.before, move.after))
        if new is None:
            return words("The same answer, and its evidence is gone.")
        if old is None:
            return words("The same answer, now with evidence.")
        return words("The same answer, with other evidence.")

    def _standing(self, question: str, stands: AnswerStanding | None) -> str:
        """How a question stands at one end of a step, in the words of the assessment that has this answer."""
        if stands is None:
            return self.words("not asked by these rules")
        for side in (self.told.now, self.told.was):
            answer = side.answers.get(question)
            if answer is not None and answer.values == stands.values:
                return side.standing(_stood(answer, stands))
        answer = self.told.answer(question)
        return self.told.now.standing(_stood(answer, stands).model_copy(update={"labels": ()}))


def _stood(answer: AnswerResult, stands: AnswerStanding) -> AnswerResult:
    return answer.model_copy(update={name: getattr(stands, name) for name in ("use", "state", "values", "counted")})
