"""Which paragraph of the founding text is encoded by which questions, rules and remedies; the rest says why not."""

from engine.pack import Pack
from reports.words import Digits, Words


def coverage(pack: Pack, language: str, digits: Digits = "western") -> str:
    """The table as Markdown, every paragraph in its order, then the totals."""
    words = Words(language, digits)
    head = [words("Paragraph"), words("What the paragraph says"), words("Questions"), words("Rules"), words("Remedies")]
    lines = [f"# {words('What the founding text says, and what encodes it')}", ""]
    lines += [words("{pack} {version}", pack=words.of(pack.manifest.title), version=pack.manifest.version), ""]
    lines += [_row(head), _row(["---"] * len(head))]
    background = 0
    sources = (*(q.source for q in pack.questions.values()), *(rule.source for rule in pack.rules))
    cited = {item for source in sources for item in source if isinstance(item, str)}
    for paragraph, source in pack.sources.items():
        questions = [question.code for question in pack.questions.values() if paragraph in question.source]
        rules = [rule for rule in pack.rules if paragraph in rule.source]
        remedies = sorted({name for rule in rules for name in rule.remedies})
        said = words.of(source.text)
        if source.background is not None:
            background += 1
            said = words("{text} Background: {reason}", text=said, reason=words.of(source.background))
        encoded = (questions, [f"`{rule.id}`" for rule in rules], [f"`{name}`" for name in remedies])
        lines.append(_row([paragraph, said, *(", ".join(names) for names in encoded)]))
    bare = [name for name, source in pack.sources.items() if source.background is None and name not in cited]
    covered = len(pack.sources) - background - len(bare)
    lines += ["", words.many("{number} paragraph is encoded.", "{number} paragraphs are encoded.", covered)]
    lines += [words.many("{number} paragraph is background.", "{number} paragraphs are background.", background)]
    if bare:
        lines += [words("Encoded by nothing: {paragraphs}.", paragraphs=", ".join(bare))]
    added = sum(not any(isinstance(item, str) for item in rule.source) for rule in pack.rules)
    lines += [words.many("{number} rule was added by experts.", "{number} rules were added by experts.", added)]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
