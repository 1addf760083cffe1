"""Chance that depends on a key alone, so that adding a person changes nobody else's hours."""
import hashlib

SEED = "clausier-2026"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32


def draw(*key) -> int:
    text = "|".join([SEED, *map(str, key)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def between(low: int, high: int, *key) -> int:
    return low + draw(*key) % (high - low + 1)


def chance(percent: int, *key) -> bool:
    return draw(*key) % 100 < percent


def reference(*key) -> str:
    """Public reference of a person, such as P-7K3F-92QX."""
    value = draw("reference", *key)
    text = "".join(LETTERS[value >> 5 * i & 31] for i in range(8))
    return f"P-{text[:4]}-{text[4:]}"
