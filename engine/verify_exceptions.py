"""The exceptions that a pack declares: they turn a failure into what is meant, and fail themselves if not needed."""

from collections.abc import Iterator, Sequence

from engine.certificate import Failure, Subject
from engine.errors import nearest
from engine.properties import NO_SUBJECT, NOT_NEEDED, PropertyName
from engine.verify_words import Written

BETWEEN = {"not_implied": " => ", "not_equal": " = "}  # how a subject names a pair of rules


def with_exceptions(name: PropertyName, judged: Sequence[Subject], written: Written) -> Iterator[Subject]:
    """The subjects of one property as the pack means them, then its exceptions that name none of them."""
    declared = {
        subject: (number, exception.reason)
        for number, exception in enumerate(written.pack.manifest.exceptions)
        if exception.property == name
        for subject in exception.subjects
    }
    for subject in judged:
        number, reason = declared.pop(subject.subject, (0, None))
        if reason is None or subject.status == "unknown":  # what cannot be told is not what was meant
            yield subject
        elif subject.status == "proven":
            yield subject.model_copy(
                update={
                    "status": "counter-example",
                    "failure": Failure(
                        code=NOT_NEEDED,
                        place=written.exception(number),
                        fact=f"declares an exception from {name} for '{subject.subject}', of which the property holds.",
                        remedy="Remove the subject from the exception.",
                    ),
                }
            )
        else:
            note = subject.failure.fact if subject.failure else None
            yield subject.model_copy(
                update={"status": "declared", "reason": reason, "note": note, "failure": None, "completions": ()}
            )
    known = [subject.subject for subject in judged]
    for subject_name, (number, _) in declared.items():
        yield _without_subject(name, subject_name, number, known, written)


def _without_subject(name: PropertyName, subject: str, number: int, known: Sequence[str], written: Written) -> Subject:
    """An exception for two rules of which the property holds is not needed; any other names nothing."""
    pair = subject.split(BETWEEN.get(name, "\n"))
    if len(pair) == 2 and set(pair) <= set(written.pack.rule):
        code, fact = NOT_NEEDED, f"declares an exception from {name} for '{subject}', of which the property holds."
        remedy = "Remove the subject from the exception."
    else:
        code, fact = NO_SUBJECT, f"declares an exception from {name} for '{subject}', which is no subject of it."
        remedy = f"{nearest(subject, known)}Correct or remove it."
    failure = Failure(code=code, place=written.exception(number), fact=fact, remedy=remedy)
    return Subject(subject=subject, status="counter-example", failure=failure)
