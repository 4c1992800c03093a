"""The codes of cleaned fields as the registry's own code names them, and how names are keyed for searching.

The catalogue with labels, synonyms and kinds is intake/fields.py; here stand only the codes that services read.
"""

import re
import unicodedata

NAME = "business_name"
OWNER = "owner_name"
# The owner's name again in a row that names no business but a household; see intake/checking.py.
HOUSEHOLD_HEAD = "household_head"
ADDRESS = "address"
POSTCODE = "postcode"
LATITUDE = "latitude"
LONGITUDE = "longitude"
ACTIVITY = "activity"
PRODUCT = "product"
KBLI = "kbli"
KBLI_EDITION = "kbli_edition"
NIB = "nib"
NIK_KOPERASI = "nik_koperasi"
ESTABLISHED = "established"
REGION = "region"
# The public id of a party, in files that wadah has written; no page shows it among the fields.
PARTY_CODE = "party_code"

# Never in `values`: they live in the sealed part of a record.
NIK = "nik"
KK = "kk_number"
NPWP = "npwp"
PHONES = "phones"
SENSITIVE = (NIK, KK, NPWP, PHONES)

NAME_LENGTH = 200
_NOT_LETTERS = re.compile(r"[^0-9A-Z]+")


def name_key(name: str) -> str:
    """Upper case letters and digits with one space between; other scripts as they are."""
    if name.isascii():
        return _NOT_LETTERS.sub(" ", name.upper()).strip()[:NAME_LENGTH]
    folded = unicodedata.normalize("NFKD", name).upper()
    kept = "".join(sign if sign.isalnum() else " " for sign in folded if not unicodedata.combining(sign))
    return " ".join(kept.split())[:NAME_LENGTH]
