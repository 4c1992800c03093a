"""Is this a word of the language? Two real words one letter apart are two words, not a typing error."""

from functools import cache
from importlib.resources import files

from wadah.registry.linkage.given_names import GIVEN_NAMES
from wadah.registry.linkage.vocabulary import COMMON, GENERIC


@cache
def _words() -> frozenset[str]:
    text = files("wadah.registry.linkage").joinpath("wordlists/root_words_id.txt").read_text(encoding="utf-8")
    return frozenset(text.split()) | GENERIC | COMMON | GIVEN_NAMES


def is_real_word(word: str) -> bool:
    """Among the root words, the words of businesses or given names; shorter ones are too easily mistyped into."""
    return len(word) >= 4 and word in _words()
