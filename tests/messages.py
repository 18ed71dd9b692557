"""Every message about a mistake that somebody can meet who writes no pack, by the module that has it."""

from itertools import chain

from api import command_messages, screen_messages
from api.intake import messages as intake_messages
from engine import documents, errors, file_messages, profile_messages, stored_messages
from engine.errors import Message

MESSAGES: dict[str, tuple[Message, ...]] = {
    "engine/file_messages.py": file_messages.MESSAGES,
    "engine/profile_messages.py": profile_messages.MESSAGES,
    "engine/stored_messages.py": stored_messages.MESSAGES,
    "api/command_messages.py": command_messages.MESSAGES,
    "api/screen_messages.py": screen_messages.MESSAGES,
    "api/intake/messages.py": intake_messages.MESSAGES,
}
EVERY_MESSAGE = tuple(chain.from_iterable(MESSAGES.values()))
# What stands around messages: places, and the name that was probably meant.
AROUND = {
    "engine/errors.py": (errors.NEAREST, errors.PROFILE_DIGEST),
    "engine/documents.py": (documents.IN_A_FIELD,),
    "engine/profile_messages.py": (profile_messages.CHANGE, profile_messages.APPROVERS),
    "api/intake/messages.py": (intake_messages.IN_A_COLUMN,),
    "api/command_messages.py": (command_messages.STANDARD_OUTPUT.template,),
}


def templates() -> dict[str, list[str]]:
    """Every sentence of a message, and those around them, by module, each once."""
    found: dict[str, list[str]] = {}
    for module, messages in MESSAGES.items():
        said = (sentence for message in messages for sentence in (message.fact, message.remedy))
        found[module] = list(dict.fromkeys(said))
    for module, sentences in AROUND.items():
        found.setdefault(module, []).extend(sentences)
    return found
