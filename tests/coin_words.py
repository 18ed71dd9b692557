"""Coin the words of which access codes consist: `python -m tests.coin_words` writes api/storage/words.txt anew.

A word is consonant-vowel three times and a last consonant, as in "bakidun": it is easy to say in Arabic, English and
French, and means nothing. Letters that some of these languages' speakers do not tell apart by ear stand for one sound
(d and t, g and k, l and r, m and n, s and z); sounds that one of them lacks are not used (p, v, e beside i, o beside
u). The sounds of a word satisfy a check sum, so that any two words differ in at least two sounds: one that is misheard
or mistyped is noticed and never becomes another word.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path

PLACE = Path(__file__).parents[1] / "api" / "storage" / "words.txt"
COUNT = 1 << 13
CONSONANTS = ("b", "dt", "f", "gk", "h", "j", "lr", "mn", "sz")
VOWELS = "aiu"
SOUND = {letter: letters[0] for letters in (*CONSONANTS, *VOWELS) for letter in letters}
HARDLY_HEARD_LAST = "hj"

# What would offend, frighten or name someone, in one of several languages; also as part of a longer word.
UNWELCOME = (
    "abid amil anal anus bahim batar bazaz bin bit bizaz bizu bum buzaz dabah daf dagu dajal damar dik dild dubur "
    "fag fajir faluj faraj fasis fatah fatal fatiha fif fuk fut gas gaz habal habib habis hain hajar halab hamad "
    "hamaj hamar hamas hamid hamir haram harun hasan hijab himar hitl huj hus huti idam ihab isalam isis jabar "
    "jahad jahil jahim jalad jarab jasus jid jifah jihad jinin jiz jud jus kabul kadib kaf kahb kak kalab karima "
    "kasif kat kazir kib kil kir kuk kul kum kun kur kus kut kuz laha libid lik lut mafi malun mat mazig militan "
    "mujun mut nabi nafik nahs naj nak nasa nazi nig nijas nik nud nuhud nul raf rajam rajim rakis ramad ras safih "
    "sahar salaf salat salib saligud salih salu sarik sati sihak sij sik sud sug suhak suis suk tabut tafih tagut "
    "tir tit tiz tu zab zalil zan zib zift zin zizut zub"
)


def sounds(word: str) -> str:
    """The word as it is heard: letters that are easily taken for each other are one."""
    return "".join(SOUND[letter] for letter in word)


def candidates() -> Iterator[str]:
    """Every word that can be said and satisfies the check sum, none of them unwelcome."""
    unwelcome = UNWELCOME.split()
    for first, a, second, b, third, c, last in product(
        CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS
    ):
        numbers = sum(map(CONSONANTS.index, (first, second, third, last)))
        if (numbers + 3 * sum(map(VOWELS.index, (a, b, c)))) % len(CONSONANTS):
            continue
        if last in HARDLY_HEARD_LAST or first + a == second + b or second + b == third + c:
            continue
        word = _spelled((first, a, second, b, third, c, last))
        if not any(part in word for part in unwelcome):
            yield word


def _spelled(sounds: tuple[str, ...]) -> str:
    """One of the letters of each sound, always the same in the same word."""
    digest = sha256("".join(sounds).encode()).digest()
    return "".join(letters[digest[place] % len(letters)] for place, letters in enumerate(sounds))


def words() -> list[str]:
    """8,192 words, evenly from all that there are, in alphabetical order."""
    drawn = sorted(candidates(), key=lambda word: sha256(word.encode()).digest())
    assert len(drawn) >= COUNT, f"only {len(drawn)} words are left"
    return sorted(drawn[:COUNT])


if __name__ == "__main__":
    PLACE.write_text("\n".join(words()) + "\n", encoding="ascii")
