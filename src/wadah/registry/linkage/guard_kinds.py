"""The guards by name: what each says to a person, and the best answer that it leaves."""

from dataclasses import dataclass

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.evidence import Words


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule that holds an answer back."""

    code: str
    best: Answer
    words: Words


OTHER_NIB = Guard(
    "other_nib",
    Answer.ASK,
    Words("nomor induk berbeda: perlu diperiksa", "different registration number: to be checked"),
)
NIB_OTHER_NAME = Guard(
    "nib_other_name",
    Answer.ASK,
    Words(
        "nomor induk sama tetapi nama usaha dan pemilik berbeda",
        "same registration number but another name and owner",
    ),
)
OTHER_BUSINESS = Guard(
    "other_business",
    Answer.NEW,
    Words("usaha lain dari pemilik yang sama", "another business of the same owner"),
)
NAME_UNKNOWN = Guard(
    "name_unknown",
    Answer.ASK,
    Words("nama usaha tidak ada di salah satu baris", "one row has no name of the business"),
)
KIND_ONLY = Guard(
    "kind_only",
    Answer.NEW,
    Words("nama hanya menyebut jenis usaha", "the name only says what kind of business it is"),
)
KIND_AND_PART = Guard(
    "kind_and_part",
    Answer.ASK,
    Words(
        "nama hanya menyebut jenis usaha, dan nama pemilik hanya sebagian sama",
        "the name only says what kind of business it is, and the owners' names agree only in part",
    ),
)
UNCONFIRMED = Guard(
    "unconfirmed",
    Answer.ASK,
    Words(
        "nama mirip, tetapi pemilik dan alamat tidak memastikannya",
        "the names are alike, but neither owner nor address confirms it",
    ),
)
LOOKALIKE = Guard(
    "lookalike", Answer.ASK, Words("kata pada nama berbeda arti", "a word of the name is another word")
)
OTHER_KIND = Guard(
    "other_kind",
    Answer.ASK,
    Words("jenis usaha pada nama berbeda", "the names say different kinds of business"),
)
ONLY_OWNER = Guard(
    "only_owner",
    Answer.ASK,
    Words("nama usaha hanya sama pada nama pemiliknya", "the names share only the owner's name"),
)
OTHER_ACTIVITY = Guard(
    "other_activity",
    Answer.ASK,
    Words(
        "nama sama tetapi jenis usaha berbeda, dan pemilik maupun alamat tidak memastikannya",
        "same name but another line of business, and neither owner nor address confirms it",
    ),
)
OTHER_BRANCH = Guard(
    "other_branch",
    Answer.ASK,
    Words("nomor pada nama berbeda: mungkin cabang", "the numbers in the names differ: perhaps a branch"),
)
MISTYPED = Guard(
    "mistyped",
    Answer.ASK,
    Words(
        "nama ditulis lain, dan hanya titik koordinat yang sama",
        "the name is spelt differently, and only the point on the map is the same",
    ),
)
OTHER_NUMBER = Guard("other_number", Answer.ASK, Words("nomor rumah berbeda", "different house number"))
ELSEWHERE = Guard(
    "elsewhere",
    Answer.ASK,
    Words(
        "di tempat lain, dan tak ada nomor yang memastikannya", "in another place, and no number confirms it"
    ),
)
OTHER_NIK = Guard("other_nik", Answer.NEW, Words("NIK berbeda", "different NIK"))
