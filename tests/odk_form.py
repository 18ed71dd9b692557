"""A form as its users' software has it: pyxform makes it of our spreadsheet, and its XPath is evaluated by libxml2.

Nothing of ours decides here what is shown or accepted.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree
from pyxform.xls2xform import convert

XFORMS = "{http://www.w3.org/2002/xforms}"


class OdkForm:
    """A converted form, to be filled in with one text by column."""

    def __init__(self, spreadsheet: bytes) -> None:
        made = convert(BytesIO(spreadsheet), file_type=".xlsx", validate=False)
        self.warnings: list[str] = made.warnings
        self.xml: str = made.xform
        self.tree = etree.fromstring(made.xform.encode())

    @cached_property
    def binds(self) -> dict[str, dict[str, str]]:
        """By column: where it stands, and its expressions."""
        found = (dict(bind.attrib) for bind in self.tree.iter(f"{XFORMS}bind"))
        return {bind["nodeset"].rsplit("/", 1)[1]: bind for bind in found}

    @property
    def expressions(self) -> list[str]:
        return [bind[kind] for bind in self.binds.values() for kind in ("relevant", "constraint") if kind in bind]

    @property
    def functions(self) -> set[str]:
        """Every function that any expression calls."""
        bare = (re.sub("'[^']*'", "''", expression) for expression in self.expressions)
        return {name for expression in bare for name in re.findall(r"([a-z][a-z-]*)\s*\(", expression)} - {"and", "or"}

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        """The relevants, compiled once."""
        return {
            column: etree.XPath(bind["relevant"], extensions=FUNCTIONS)
            for column, bind in self.binds.items()
            if "relevant" in bind
        }

    @cached_property
    def _blank(self) -> tuple[Any, dict[str, Any]]:
        root = etree.Element("data")
        nodes: dict[str, Any] = {}
        for column, bind in self.binds.items():
            place = root
            for step in bind["nodeset"].split("/")[2:]:
                found = place.find(step)
                place = etree.SubElement(place, step) if found is None else found
            nodes[column] = place
        return root, nodes

    def filled(self, row: Mapping[str, str]) -> Any:
        root, nodes = self._blank
        for column, node in nodes.items():
            node.text = row.get(column) if len(node) == 0 else None
        return root

    def shown(self, row: Mapping[str, str]) -> set[str]:
        """The columns that the form shows with these answers, hidden ones still in it."""
        filled = self.filled(row)
        hidden = {column for column, relevant in self._compiled.items() if relevant(filled) is not True}
        return set(self.binds) - hidden

    def accepts(self, column: str, row: Mapping[str, str]) -> bool:
        """Whether the constraint of a column holds for its value in this row."""
        self.filled(row)
        constraint = self.binds[column].get("constraint")
        node = self._blank[1][column]
        return constraint is None or node.xpath(constraint, extensions=FUNCTIONS) is True


def _text(value: Any) -> str:
    """A node-set as XPath takes it for a text: its first node's."""
    return (value[0].text or "" if value else "") if isinstance(value, list) else str(value)


FUNCTIONS = {
    (None, "selected"): lambda _, value, option: option in _text(value).split(),
    (None, "count-selected"): lambda _, value: float(len(_text(value).split())),
    (None, "regex"): lambda _, value, pattern: re.fullmatch(pattern, _text(value)) is not None,
}
