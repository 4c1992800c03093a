"""Prints the settings that a check needs (throw-away keys, memory database) as shell assignments."""

import base64

print("WADAH_MODE=development")
print("WADAH_SECRET_KEY=" + "only-for-checks-abcdefghij0123456789" * 2)
print("WADAH_DATA_KEYS=c1:" + base64.b64encode(b"d" * 32).decode())
print("WADAH_INDEX_KEY=" + base64.b64encode(b"i" * 32).decode())
print("DATABASE_URL=sqlite://:memory:")
