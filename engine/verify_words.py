"""Rules, premises and places of a pack in the plain words of its files, for the messages of `pack verify`."""

from collections.abc import Callable, Iterable

from engine.documents import Steps
from engine.normal import CONFIRMED, Alternative, AnswerIs, FactIs, PlainTest
from engine.pack import Pack
from engine.program import Program

Places = Callable[[str, Steps], str]  # where a path in a file of the pack stands, as in `rules/silence.yaml:7`


def without_lines(file: str, path: Steps) -> str:
    """A place where the lines are not known: the file and the field."""
    return f"{file} (field {'.'.join(map(str, path))})" if path else file


class Written:
    """Where the parts of a pack are written."""

    def __init__(self, pack: Pack, places: Places = without_lines) -> None:
        self.pack, self.places = pack, places

    def rule(self, name: str, path: Steps = ("when",)) -> str:
        return self.places(f"rules/{name}.yaml", path)

    def question(self, name: str, option: str | None = None) -> str:
        for section in self.pack.sections:
            for place, question in enumerate(section.questions):
                if question.id == name:
                    offered = [one.id for one in question.options]
                    path: Steps = () if option is None else ("options", offered.index(option))
                    return self.places(f"questions/{section.id}.yaml", ("questions", place, *path))
        raise KeyError(name)

    def measure(self, name: str, band: int | None = None) -> str:
        place = [measure.id for measure in self.pack.measures].index(name)
        return self.places("measures.yaml", ("measures", place, *(() if band is None else ("bands", band))))

    def remedy(self, name: str) -> str:
        return self.places("remedies.yaml", ("remedies", [remedy.id for remedy in self.pack.remedies].index(name)))

    def policy(self, name: str, verdict: int | None = None, clause: int | None = None) -> str:
        path: Steps = () if verdict is None else ("verdicts", verdict)
        return self.places(f"policies/{name}.yaml", path if clause is None else (*path, "clauses", clause))

    def exception(self, number: int) -> str:
        return self.places("pack.yaml", ("exceptions", number))


def premise(program: Program, test: PlainTest) -> str:
    """One plain test, as in `tone is strong or accusing`, `weak_planning is confirmed`, `overall is at least 600`."""
    match test:
        case AnswerIs(variable, mask):
            own = program.vocabulary.variables[variable]
            accepted = [value for place, value in enumerate(own.values) if mask >> place & 1]
            said = f"{own.question} {'includes' if accepted == ['yes'] else 'does not include'} {own.option}"
            if own.option is None:
                said = f"{own.question} is {' or '.join(accepted)}"
            return f"{said}, or is not in use" if mask & own.not_in_use else said
        case FactIs(fact, certainty, negated):
            name = program.conclusions[fact].name
            grade = "confirmed" if certainty == CONFIRMED else "established"
            return f"{name} is {'not ' if negated else ''}{grade}"
        case _:
            measure = program.scales[test.measure].measure
            if test.test == "not_in_use":
                return f"{measure.id} is not in use"
            names, bound = measure.band_names, test.bound
            shown = names[bound] if names and 0 <= bound < len(names) else str(bound)
            return f"{measure.id} is {test.test.replace('_', ' ')} {shown}"


def premises(program: Program, alternative: Alternative) -> str:
    """All tests of one way, as in `“tone is accusing” and “weak_planning is confirmed”`."""
    return listed(f"“{premise(program, test)}”" for test in alternative)


def listed(names: Iterable[str]) -> str:
    """One, two or more things as they are said."""
    several = list(names)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} and {several[-1]}"
