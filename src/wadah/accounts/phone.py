"""Phone numbers of people who sign in: one form to find them by, one to store, one to show."""

import phonenumbers

from wadah.core.secrets import keyed_hash, open_, seal

HOME = "ID"
HASH_KIND = "phone"  # the kind that every app uses, so that one number is one number everywhere
VISIBLE_START, VISIBLE_END = 4, 3


def normal_phone(text: str) -> str | None:
    """E.164 of what was typed (0812…, 812…, 62812…, +62 812-…); None when it cannot be a phone number."""
    typed = text.strip()
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not digits or any(sign.isalpha() for sign in typed):
        return None
    if not typed.startswith("+") and digits.startswith("62"):
        typed = f"+{digits}"
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_hash(phone: str) -> bytes:
    """By which a normal phone number is found."""
    return keyed_hash(HASH_KIND, phone)


def seal_phone(phone: str, column: str) -> bytes:
    """A normal phone number as it is stored in that column (`table.column`)."""
    return seal(phone, column)


def open_phone(blob: bytes | memoryview, column: str) -> str:
    """The normal phone number of a stored one."""
    return open_(bytes(blob), column)


def masked_phone(phone: str) -> str:
    """As people know it, with the middle covered: 0812•••••417."""
    known = "0" + phone.removeprefix("+62") if phone.startswith("+62") else phone
    hidden = max(len(known) - VISIBLE_START - VISIBLE_END, 0)
    return known[:VISIBLE_START] + "•" * hidden + known[len(known) - VISIBLE_END :]
