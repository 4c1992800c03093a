"""Bytes of a first visit to a public page, over real HTTP to a real server. Budget: 150 KB compressed.

Counts the document, style, font, pictures and script. From the root: python -m bench.first_visit [PATH]
"""

import http.client
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests.browser.served import running_site

BUDGET_BYTES = 150_000
ASSETS = re.compile(r'<(?:link|script|img|use)\b[^>]*?\s(?:href|src)="(/static/[^"#]+)')
CSS_ASSETS = re.compile(r'url\("?([^")]+)"?\)')


@dataclass(frozen=True)
class Transfer:
    """One answer as it came over the wire."""

    path: str
    bytes_count: int
    encoding: str
    body: bytes


def fetch(host: str, path: str) -> Transfer:
    """Asks as a browser does; counts head and body, compressed as they came."""
    connection = http.client.HTTPConnection(host)
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip", "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    return Transfer(path, head + len(body), answer.getheader("Content-Encoding", "plain"), body)


def first_visit(host: str, path: str) -> list[Transfer]:
    """The document and everything it makes a browser fetch, each once."""
    document = fetch(host, path)
    assets = dict.fromkeys(ASSETS.findall(document.body.decode()))
    return [document, *(fetch(host, asset) for asset in assets)]


def fonts_of(host: str, style: str) -> set[str]:
    """What the style sheet itself asks for; the page preloads its font, so nothing may be new here."""
    connection = http.client.HTTPConnection(host)
    connection.request("GET", style, headers={"X-Forwarded-Proto": "https"})
    css = connection.getresponse().read().decode()
    return {urljoin(style, url) for url in CSS_ASSETS.findall(css) if not url.startswith("data:")}


def main() -> int:
    """0 within the budget, 1 beyond it."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/"
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        host = urlsplit(site.url).netloc
        transfers = first_visit(host, path)
        known = {transfer.path for transfer in transfers}
        styles = [transfer.path for transfer in transfers if transfer.path.endswith(".css")]
        late = set().union(*(fonts_of(host, style) for style in styles)) - known
        transfers += [fetch(host, asset) for asset in sorted(late)]
    for transfer in transfers:
        print(f"{transfer.bytes_count:>9,} B  {transfer.encoding:<6} {transfer.path}")
    total = sum(transfer.bytes_count for transfer in transfers)
    print(f"{total:>9,} B  first visit of {path}, budget {BUDGET_BYTES:,} B, {len(transfers)} requests")
    return 0 if total <= BUDGET_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
