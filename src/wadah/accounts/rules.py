"""Rules of accounts over plain values: which writing of an address means which account."""

from wadah.accounts.phone import normal_phone


def normal_login(typed: str) -> str:
    """One form of whatever names an account: the e-mail in lower case, or the phone number in E.164."""
    text = typed.strip()
    if "@" in text:
        return text.lower()
    return normal_phone(text) or text.lower()
