"""How forms name their languages: in English, with the code that form software knows them by."""

from typing import Final

_NAMES: Final = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "ha": "Hausa", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ku": "Kurdish", "my": "Burmese",
    "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """As in `Arabic (ar)`; a language without a name here is called by its code."""
    return f"{_NAMES.get(code, code)} ({code})"
