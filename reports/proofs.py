"""A certificate in plain words for authors of rules: what is proven, what is declared, and what fails, with answers."""

from collections.abc import Iterator

from engine.certificate import Certificate, Failure, Given, Shown


def summary(certificate: Certificate) -> str:
    """What was proven, property by property, and what the pack declares, with its reasons."""
    lines = [f"{certificate.pack} {certificate.pack_version}, under {', '.join(certificate.policies)}:"]
    for proved in certificate.properties:
        counts: dict[str, int] = {}
        for subject in proved.subjects:
            counts[subject.status] = counts.get(subject.status, 0) + 1
        said = ", ".join(f"{number} {status}" for status, number in counts.items()) or "nothing to prove"
        seconds = "" if proved.seconds is None else f" ({proved.seconds:.1f} s)"
        lines.append(f"  {proved.property}: {said}{seconds}")
    lines += [*_declared(certificate), *_advice(certificate)]
    total = ", ".join(f"{number} {status}" for status, number in certificate.counts.items() if number)
    lines.append(f"{_outcome(certificate)}: {total}.")
    return "\n".join(lines) + "\n"


def _outcome(certificate: Certificate) -> str:
    if certificate.holds:
        return "The pack keeps what it promises"
    if certificate.counts["counter-example"]:
        return "The pack fails"
    return "It cannot be told whether the pack keeps what it promises"


def _declared(certificate: Certificate) -> Iterator[str]:
    """Each exception with its reason in English, as all of a certificate, or in the pack's first language."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for proved in certificate.properties:
        for subject in proved.subjects:
            if subject.status == "declared" and subject.reason is not None:
                reasons.setdefault((proved.property, subject.reason["en"]), []).append(subject.subject)
    if reasons:
        yield "Declared exceptions:"
    for (name, reason), subjects in reasons.items():
        yield f"  {name}: {', '.join(subjects)}: {reason}"


def _advice(certificate: Certificate) -> Iterator[str]:
    if certificate.advice:
        yield f"Advice that changes no answer, of which nothing can be proven: {', '.join(certificate.advice)}."


def failures(certificate: Certificate) -> str:
    """Each failure in one sentence, then the answers that show it, as lines of a profile."""
    return "".join(f"{line}\n" for failure in certificate.failures for line in _failure(failure))


def _failure(failure: Failure) -> Iterator[str]:
    yield f"{failure.code} {failure.place}: {failure.fact} {failure.remedy}"
    if failure.shown is not None:
        yield from (f"    {line}" for line in _shown(failure.shown))


def _shown(shown: Shown) -> Iterator[str]:
    if shown.answers:
        yield f"# Under the policy {shown.policy}, whatever is not listed:"
        yield "answers:"
        yield from (f"  {name}: {_given(given)}" for name, given in shown.answers.items())
    else:
        yield f"# Under the policy {shown.policy}, whatever anybody answers:"
        yield "answers: {}"
    if shown.instead:
        yield "# Then, instead:"
        yield from (f"  {name}: {_given(given)}" for name, given in shown.instead.items())
    if shown.remedies:
        yield f"# Then carried out: {', '.join(shown.remedies)}"


def _given(given: Given) -> str:
    return given if isinstance(given, str) else f"[{', '.join(given)}]"
