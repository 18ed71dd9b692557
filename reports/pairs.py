"""The best two remedies together, as sentences to stand below what is to be done first."""

from reports.wording import Wording


def best_pair(wording: Wording) -> list[str]:
    """Which two they are, and what both do; nothing where no two do more than one."""
    words, pair = wording.words, wording.assessment.best_pair
    if pair is None:
        return []
    said = [words("The best two together: {remedies}.", remedies=wording.quoted(map(wording.remedy, pair.remedies)))]
    if pair.only_together:
        findings = wording.quoted(map(wording.fact, pair.only_together))
        said.append(words("Only together they clear: {findings}.", findings=findings))
    else:
        said.append(words("No other two remove more risk beyond what the better one removes alone."))
    if pair.verdicts_after == wording.assessment.verdict.possible:
        said.append(words("The verdict stays the same."))
    else:
        said.append(words("Verdict afterwards: {verdict}.", verdict=wording.verdict(pair.verdicts_after)))
    said.append(words("Effort for both, with what must come before: {effort}.", effort=wording.effort(pair.effort)))
    return said
