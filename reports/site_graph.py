"""The causal graph of a whole pack: what leads to what, as a drawing and as a list."""

import textwrap
from collections.abc import Mapping

from markupsafe import Markup

from engine.pack import Pack
from reports.graph import Drawing, Edge, Sizes, draw
from reports.html import BOX_PADDING, LETTER_WIDTH, LINE_HEIGHT
from reports.site_references import How, References
from reports.site_wording import SiteWording

WIDE = Sizes(box=150, limit=1180, gap=16, rows=44, most=7)


class SiteGraph:
    """One pack's causal graph in one language; it is drawn mirrored where people read from the right."""

    def __init__(self, pack: Pack, references: References, say: SiteWording) -> None:
        self.pack = pack
        self.references = references
        self.say = say
        self.how: Mapping[Edge, How] = {(step.cause, step.effect): step.how for step in references.steps}
        self.nodes = tuple(dict.fromkeys(end for edge in self.how for end in edge))

    def title(self, anchor: str) -> Markup:
        held = self.pack.rule if anchor.startswith("f-") else self.pack.measure
        return self.say.words.of(held[anchor[2:]].title)

    def page(self, anchor: str) -> str:
        return f"rules.html#{anchor}" if anchor.startswith("f-") else f"measures.html#{anchor}"

    def style(self, anchor: str) -> str:
        """How the box looks: by severity, as good news, or as a measure."""
        if anchor.startswith("m-"):
            return "axis"
        return self.pack.rule[anchor[2:]].severity or "good"

    def hinders(self, edge: Edge) -> bool:
        return self.how[edge] in ("lowers", "holds_back")

    def drawing(self) -> Drawing:
        letters = (WIDE.box - BOX_PADDING) // LETTER_WIDTH
        heights = {
            anchor: len(textwrap.wrap(self.title(anchor).striptags(), letters)) * LINE_HEIGHT + BOX_PADDING
            for anchor in self.nodes
        }
        drawing = draw(self.how, heights, WIDE)
        return drawing.mirrored() if self.say.words.direction == "rtl" else drawing

    def causes(self) -> list[str]:
        """Every node from which a step starts, in the order of the pack: facts, then measures."""
        ordered = [f"f-{rule.id}" for rule in self.pack.rules] + [f"m-{one.id}" for one in self.pack.measures]
        starting = {cause for cause, _ in self.how}
        return [anchor for anchor in ordered if anchor in starting]

    def steps(self, anchor: str) -> list[Markup]:
        """What one node does to others, one sentence for each way."""
        words, effects = self.say.words, self.references.effects

        def listed(*how: How) -> Markup | None:
            found = [self.say.anchored(effect) for effect in effects(anchor, *how)]
            return self.say.listing(words("“{title}”", title=title) for title in found) if found else None

        said = []
        if leads := listed("leads_to"):
            said.append(words("Leads to {effects}.", effects=leads))
        if raises := listed("raises"):
            said.append(words("Raises {effects}.", effects=raises))
        if lowers := listed("lowers"):
            said.append(words("Lowers {effects}.", effects=lowers))
        if holds := listed("holds_back"):
            said.append(words("Holds back {effects}.", effects=holds))
        return said

    def alone(self) -> list[str]:
        """The facts that no step touches: they rest on answers only, and no rule reads them."""
        return [rule.id for rule in self.pack.rules if f"f-{rule.id}" not in self.nodes]
