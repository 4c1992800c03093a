"""From where somebody is signed in, in words: the browser and the system that it named itself by.

Only for people to recognise their own devices by: what a browser says of itself proves nothing.
"""

from django.utils.translation import gettext as _

# The first mark found tells: most browsers also call themselves Chrome, Safari or Mozilla.
BROWSERS = (
    (("Edg/", "EdgA/", "EdgiOS/"), "Edge"),
    (("OPR/", "Opera"), "Opera"),
    (("SamsungBrowser/",), "Samsung Internet"),
    (("UCBrowser/",), "UC Browser"),
    (("MiuiBrowser/",), "Mi Browser"),
    (("Firefox/", "FxiOS/"), "Firefox"),
    (("Chrome/", "Chromium/", "CriOS/"), "Chrome"),
    (("Safari/",), "Safari"),
)
SYSTEMS = (
    (("Android",), "Android"),
    (("iPhone",), "iPhone"),
    (("iPad",), "iPad"),
    (("Windows",), "Windows"),
    (("CrOS",), "ChromeOS"),
    (("Macintosh", "Mac OS X"), "macOS"),
    (("Linux",), "Linux"),
)
Marks = tuple[tuple[tuple[str, ...], str], ...]


def device_words(user_agent: str) -> str:
    """`Chrome di Android`; what is not known is left out."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Peramban tidak dikenal")


def _first(marks: Marks, text: str) -> str:
    return next((name for signs, name in marks if any(sign in text for sign in signs)), "")
