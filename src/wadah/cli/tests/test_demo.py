"""What `wadah demo` tells of its sign-ins."""

from wadah.cli.demo import sign_ins
from wadah.registry.demo.people import DEMO_PEOPLE


def test_a_sign_in_is_told_with_its_phone_number() -> None:
    lines = list(sign_ins())

    assert lines[0] == "Sign-ins, by e-mail or phone number (password wadah-demo-2026):"
    assert lines[1].split() == [
        "petugas.oki@contoh.example",
        "+6286012340001",
        "regency_officer",
        "DISKOP-OKI",
    ]
    assert len(lines) == len(DEMO_PEOPLE) + 1
