"""Resolving measured: addresses a second beside a peer and a limit, memory, and wrong silent answers.

    python bench/resolve.py [--all] [--sample N]

`--all` asks for every official full name (83,762 villages) instead of a sample. The peer is rapidfuzz's
extractOne over the names of all villages, the usual way to do this; the limit is one dict look-up of the
same strings. "open" is no answer or a choice for a person, "coarser" a region that holds the meant one,
"shown wrong" an answer that an import shows before it takes it. Village names alone ("alone") are often
those of a regency elsewhere, which is what such a text means in an address.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import process

from wadah.regions.resolving import Resolution, Resolver
from wadah.regions.resolving.answers import SURE
from wadah.regions.resolving.packaged import packaged_resolver

SEED = 2026
_NUMERALS = {"Satu": "I", "Dua": "II", "Tiga": "III", "Empat": "IV"}
_SHORT = {
    "Timur": "Tim.",
    "Barat": "Bar.",
    "Selatan": "Sel.",
    "Utara": "Ut.",
    "Sungai": "Sei",
    "Tanjung": "Tj.",
}
_STREETS = (
    "Jl. Merdeka",
    "Jln Jend. Sudirman",
    "Jalan Veteran",
    "Gg. Mawar",
    "Lorong Sepakat",
    "Jl. Raya Pasar",
)


@dataclass(frozen=True)
class Asked:
    """A written place with the region that was meant."""

    text: str
    code: str


@dataclass(frozen=True)
class Score:
    """How a kind of writing fared. Sure answers are those an import takes without asking."""

    kind: str
    count: int
    exact: int
    coarser: int
    wrong_sure: int
    wrong_shown: int
    open: int
    worst: tuple[str, ...]


def score(kind: str, asked: Iterable[Asked], resolver: Resolver) -> Score:
    """Compares answers with what was meant. A coarser region that holds the meant one is not wrong."""
    tally: Counter[str] = Counter()
    worst = []
    for item in asked:
        answer = resolver.resolve(item.text)
        verdict = _verdict(answer, item.code)
        tally[verdict] += 1
        if verdict == "wrong_sure":
            worst.append(f"{item.text!r} meant {item.code}, got {answer.code} at {answer.certainty}")
    return Score(
        kind,
        sum(tally.values()),
        tally["exact"],
        tally["coarser"],
        tally["wrong_sure"],
        tally["wrong_shown"],
        tally["open"],
        tuple(worst[:3]),
    )


def _verdict(answer: Resolution, meant: str) -> str:
    if answer.code is None:
        return "open"
    if answer.code == meant:
        return "exact"
    if meant.startswith(answer.code + "."):
        return "coarser"
    return "wrong_sure" if answer.certainty >= SURE and not answer.candidates else "wrong_shown"


class Writer:
    """Writes official places as people do, with a fixed seed."""

    def __init__(self, resolver: Resolver, seed: int = SEED) -> None:
        self.gazetteer = resolver.gazetteer
        self.chance = random.Random(seed)
        self.villages = [i for i, level in enumerate(self.gazetteer.levels) if level == 4]

    def names(self, i: int) -> tuple[str, str, str]:
        village, subdistrict, regency, _ = self.gazetteer.path(i)
        names = self.gazetteer.names
        return names[village], names[subdistrict], names[regency]

    def full(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        return f"{village}, Kec. {subdistrict}, {regency}"

    def labelled(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        label = "Kel." if self.gazetteer.kind(i) == "kelurahan" else "Desa"
        return f"{label} {village} Kec. {subdistrict} {regency}"

    def bare(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        return f"{village} {subdistrict} {self._bare(regency)}"

    def address(self, i: int) -> str:
        chance = self.chance
        street = chance.choice(_STREETS)
        return (
            f"{street} No. {chance.randint(1, 250)} RT {chance.randint(1, 20):02}/{chance.randint(1, 9):02} "
            f"{self.labelled(i)} {self.gazetteer.postcodes[i]}"
        )

    def _bare(self, regency: str) -> str:
        return regency.replace("Kabupaten ", "").replace("Kota ", "")

    def typo(self, i: int) -> str:
        parts = list(self.names(i))
        at = self.chance.randrange(3)
        parts[at] = self._slip(parts[at])
        return f"{parts[0]}, Kec. {parts[1]}, {parts[2]}"

    def typo_labelled(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        return f"Desa {self._slip(village)} Kec. {self._slip(subdistrict)} {regency}"

    def _slip(self, name: str) -> str:
        letters = list(name)
        at = self.chance.randrange(1, max(2, len(letters) - 1))
        match self.chance.randrange(4):
            case 0:
                del letters[at]
            case 1:
                letters.insert(at, letters[at - 1])
            case 2 if at + 1 < len(letters):
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            case _:
                letters[at] = self.chance.choice("aeiounrlkst")
        return "".join(letters)

    def shortened(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        short = " ".join(_SHORT.get(word, _NUMERALS.get(word, word)) for word in subdistrict.split())
        first = " ".join(_SHORT.get(word, _NUMERALS.get(word, word)) for word in village.split())
        return f"{first.upper()}, KEC {short.upper()}, {self._bare(regency).upper()}"

    def run_together(self, i: int) -> str:
        village, subdistrict, regency = self.names(i)
        return f"{village.replace(' ', '')}, Kec {subdistrict.replace(' ', '')}, {regency}"

    def without_subdistrict(self, i: int) -> str:
        village, _, regency = self.names(i)
        return f"{village}, {regency}"

    def without_regency(self, i: int) -> str:
        village, subdistrict, _ = self.names(i)
        return f"Desa {village} Kec. {subdistrict}"

    def alone(self, i: int) -> str:
        return self.names(i)[0]

    def other_subdistrict(self, i: int) -> str:
        """The subdistrict beside the right one, as old addresses have it."""
        village, subdistrict, regency = self.gazetteer.path(i)[:3]
        names, keys = self.gazetteer.names, self.gazetteer.keys
        beside = [
            s
            for s in self.gazetteer.inside(regency, 3)
            if keys[village] not in {keys[v] for v in self.gazetteer.inside(s, 4)} | {keys[s]}
        ]
        other = names[self.chance.choice(beside)] if beside else names[subdistrict]
        return f"{names[village]}, Kec. {other}, {names[regency]}"


def timed(work: Callable[[str], object], texts: list[str]) -> float:
    """Calls a second of CPU time on one core."""
    start = time.process_time()
    for text in texts:
        work(text)
    return len(texts) / (time.process_time() - start)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--sample", type=int, default=3000)
    chosen = arguments.parse_args()

    start = time.perf_counter()
    resolver = packaged_resolver()
    built = time.perf_counter() - start
    writer = Writer(resolver)
    everyone = writer.villages
    sample = everyone if chosen.all else writer.chance.sample(everyone, chosen.sample)
    few = writer.chance.sample(everyone, chosen.sample)

    print("kind                   asked   exact coarser    open  shown wrong  SURE AND WRONG")
    kinds = [("full", sample), ("labelled", sample), ("bare", sample)] + [
        (kind, few)
        for kind in (
            "address", "shortened", "run_together", "typo", "typo_labelled", "without_subdistrict",
            "without_regency", "alone", "other_subdistrict",
        )
    ]  # fmt: skip
    for kind, ids in kinds:
        write = getattr(writer, kind)
        result = score(kind, [Asked(write(i), writer.gazetteer.codes[i]) for i in ids], resolver)
        n = result.count
        print(
            f"{kind:<20} {n:>7} {result.exact / n:>7.2%} {result.coarser / n:>7.2%} {result.open / n:>7.2%} "
            f"{result.wrong_shown / n:>12.2%} {result.wrong_sure / n:>9.3%} ({result.wrong_sure})"
        )
        for line in result.worst:
            print("      ", line)

    texts = [writer.address(i) for i in writer.chance.sample(everyone, 5000)]
    local = [i for i in everyone if writer.gazetteer.codes[i].startswith("16.")]
    province = [writer.address(writer.chance.choice(local)) for _ in range(20_000)]
    damaged = [writer.typo(i) for i in writer.chance.sample(everyone, 2000)]
    names = [writer.gazetteer.names[i] for i in everyone]
    known = dict.fromkeys(texts, 1)
    fresh = Resolver.__new__(Resolver)
    fresh.__dict__.update(resolver.__dict__)
    fresh._texts, fresh._rows, fresh._written = {}, {}, {}

    rate = timed(fresh.resolve, texts)
    rate_local = timed(fresh.resolve, province)
    rate_damaged = timed(fresh.resolve, damaged)
    peer = timed(lambda text: process.extractOne(text, names), texts[:10])
    limit = timed(known.__getitem__, texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nbuilt in {built:.2f} s; peak memory {peak:.0f} MB")
    print(f"full addresses, each another village of the country: {rate:,.0f}/s")
    print(f"20,000 full addresses of one province:               {rate_local:,.0f}/s")
    print(f"names with a slip, each another village:             {rate_damaged:,.0f}/s")
    print(f"peer, extractOne over {len(names):,} village names:      {peer:,.1f}/s")
    print(f"limit, a dict look-up of the same text:              {limit:,.0f}/s")
    print(f"ours is {rate / peer:,.0f} times the peer and 1/{limit / rate:,.0f} of the limit")


if __name__ == "__main__":
    main()
