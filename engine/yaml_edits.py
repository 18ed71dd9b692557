"""Changes one value in a YAML text and leaves every other character as it is: comments, order, quotes, line ends.

The text has been read by `documents.py` before, which refuses anchors, tags and depth; here it is only asked where its
parts stand. A path names the keys from the top. What a text is too unusual for raises Unplaced; the caller reads the
result again and holds it against what it should say.
"""

import re
from typing import Any

Path = tuple[str, ...]


class Unplaced(Exception):
    """There is no safe place for the change in this text."""


def replaced(text: str, path: Path, written: str) -> str:
    """The text with the value at this path written anew; an empty value is filled in, before any comment."""
    key, value = _entry(text, path)
    start, end = value.start_mark.index, value.end_mark.index
    if start == end:
        return f"{text[:start]} {written}{text[end:]}"
    if value.id == "mapping":
        raise Unplaced
    if value.id == "sequence" and (not value.flow_style or key.start_mark.line != value.end_mark.line):
        return _over_several_lines(text, key, value, written)
    return text[:start] + written + text[end:]


def _over_several_lines(text: str, key: Any, value: Any, written: str) -> str:
    """In place of a list over several lines. The comments among its items come to stand above it."""
    begins, colon = text.rfind("\n", 0, key.start_mark.index) + 1, text.index(":", key.end_mark.index) + 1
    indent = text[begins : key.start_mark.index]
    if indent.strip() or not value.value:
        raise Unplaced
    gaps, at = "", colon
    for item in value.value:
        gaps, at = gaps + text[at : item.start_mark.index], item.end_mark.index
    if value.flow_style:
        gaps, at = gaps + text[at : value.end_mark.index], value.end_mark.index
    above = "".join(f"{indent}{comment}{_line_end(text)}" for comment in re.findall("#[^\r\n]*", gaps))
    return f"{text[:begins]}{above}{text[begins:colon]} {written}{text[at:]}"


def added(text: str, path: Path, key: str, written: str) -> str:
    """The text with one entry more in the mapping at this path: its first, or the last of the whole file.

    A mapping that has no entry yet, or of which only the key is there, is begun with it.
    """
    entry, line_end = f"{key}: {written}", _line_end(text)
    if not path:
        top = _compose(text)
        if _in_brackets(top):
            return _into_brackets(text, top, entry)
        return f"{text}{'' if text.endswith(line_end) else line_end}{entry}{line_end}"
    parent, mapping = _entry(text, path)
    start, end = mapping.start_mark.index, mapping.end_mark.index
    if mapping.id == "scalar" and start != end:  # a null that is written out
        return f"{text[:start]}{{{entry}}}{text[end:]}"
    if _in_brackets(mapping):
        return _into_brackets(text, mapping, entry)
    indent = mapping.start_mark.column if mapping.id == "mapping" else parent.start_mark.column + 2
    below = text.find("\n", parent.end_mark.index) + 1
    if not below:
        return f"{text}{line_end}{' ' * indent}{entry}{line_end}"
    return f"{text[:below]}{' ' * indent}{entry}{line_end}{text[below:]}"


def has(text: str, path: Path) -> bool:
    """Whether there is a key at this path, with a value or without."""
    try:
        _entry(text, path)
    except Unplaced:
        return False
    return True


def _in_brackets(node: Any) -> bool:
    return node.id == "mapping" and bool(node.flow_style)


def _into_brackets(text: str, mapping: Any, entry: str) -> str:
    inside = mapping.start_mark.index + 1
    return f"{text[:inside]}{entry}{', ' if mapping.value else ''}{text[inside:]}"


def _entry(text: str, path: Path) -> tuple[Any, Any]:
    """The nodes of the key at this path and of its value."""
    key, node = None, _compose(text)
    for step in path:
        entries = node.value if node.id == "mapping" else ()
        key, node = next(((k, v) for k, v in entries if k.value == step), (None, None))
        if node is None:
            raise Unplaced
    return key, node


def _compose(text: str) -> Any:
    import yaml

    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
