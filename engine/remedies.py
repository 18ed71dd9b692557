"""What a remedy does to answers: it raises levels and never lowers one; it sets or drops what the campaign is."""

from collections.abc import Sequence

from engine.pack import Option, Question, Remedy
from engine.program import Program
from engine.vocabulary import NO, YES, Variable


def misfit(change: str, value: str | tuple[()], question: Question) -> str:
    """What is wrong with a change that `raises` or `sets` an answer, or `drops` an option of it; empty if nothing.

    The value is () where no option is listed.
    """
    if change == "raises" and value not in question.levels:
        return f"raises '{question.id}' to something that is not a level of it."
    if change == "raises" and question.levels[str(value)] == min(question.levels.values()):
        return f"raises '{question.id}' to its lowest level, below which no answer is."
    if change == "sets" and (question.kind not in ("choice", "yes_no") or value not in question.values):
        return f"sets '{question.id}' to something that is not one of its single answers."
    if change == "drops" and (question.kind != "choices" or (value and value not in question.values)):
        return f"drops options of '{question.id}' that it does not have."
    return ""


def with_remedy(program: Program, taken: Sequence[int], remedy: Remedy) -> list[int]:
    """The answers as they would be with this remedy in place, as masks that do not say yet which questions are in use.

    `taken` are such masks too (see `Answers`), so that an answer kept in reserve counts again when its question comes
    back, and remedies can be put in place one after the other. `Program.settle_use` says what is in use.
    """
    changed = list(taken)
    vocabulary, questions = program.vocabulary, program.pack.questions
    for name, value in remedy.raises.items():
        number = vocabulary.of_question[name][0]
        changed[number] = _raised(changed[number], vocabulary.variables[number], questions[name].levels, value)
    for name, value in remedy.sets.items():
        number = vocabulary.of_question[name][0]
        changed[number] = 1 << vocabulary.variables[number].values.index(value)
    for name, options in remedy.drops.items():
        variables = [(number, vocabulary.variables[number]) for number in vocabulary.of_question[name]]
        _drop(changed, variables, options, questions[name].options)
    return changed


def could_become(program: Program, masks: Sequence[int], remedy: Remedy) -> list[int]:
    """What a remedy makes of all that answers could be: `with_remedy` for masks with several values.

    That judges the options of a choices answer together, which several completions at once do not allow: what is left
    in one completion may be nothing in another. The same where every mask has one value.
    """
    changed = with_remedy(program, masks, remedy)
    for name, options in remedy.drops.items():
        offered, numbers = program.pack.questions[name].options, program.vocabulary.of_question[name]
        pairs = list(zip(offered, numbers, strict=True))
        kept = [masks[number] for option, number in pairs if option.id not in options]
        surely_kept, perhaps_kept = YES in kept, any(mask & YES for mask in kept)
        alone = any(option.alone for option in offered)
        for option, number in pairs:
            mask = masks[number]
            if option.id in options:
                mask = NO if alone or surely_kept else mask | NO if perhaps_kept else mask
            if option.alone and not surely_kept:
                mask = mask | YES if perhaps_kept else YES
            changed[number] = mask
    return changed


def _raised(mask: int, variable: Variable, levels: dict[str, int], value: str) -> int:
    """The same possibilities, each that lies lower lifted to this value."""
    raised = mask & variable.not_in_use
    for place, name in enumerate(variable.values):
        if mask >> place & 1:
            raised |= 1 << (place if levels[name] >= levels[value] else variable.values.index(value))
    return raised


def _drop(
    masks: list[int], variables: list[tuple[int, Variable]], options: Sequence[str], offered: Sequence[Option]
) -> None:
    """Take options out of a choices answer. If none would remain, the option that stands alone takes their place;
    where there is none, the answer stays as it is, since it cannot be empty."""
    kept = [number for number, variable in variables if variable.option not in options and masks[number] & YES]
    alone = [number for (number, _), option in zip(variables, offered, strict=True) if option.alone]
    if not kept and not alone:
        return
    for number, variable in variables:
        if variable.option in options:
            masks[number] = NO
    for number in alone if not kept else ():
        masks[number] = YES
