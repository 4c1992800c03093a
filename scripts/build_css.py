"""Writes static/web/wadah.css: what we keep of Bootstrap, in its own layer, then our look. Or `--check`s it.

Bootstrap is kept by family (KEEP below), not by scanning templates, so that a page may use any class of a
kept family without a rebuild. A test of web refuses a template whose class is in neither.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "src" / "wadah" / "web"
LOOK = WEB / "look"
TARGET = WEB / "static" / "web" / "wadah.css"
# Weakest layer first; the names are those of the files in look/ that hold them.
LAYERS = "@layer bootstrap, tokens, base, layout, components, charts, states;"
FILES = (
    "tokens", "base", "layout", "controls", "marks", "lists", "messages", "tables",
    "public", "owner", "desk", "registry", "charts", "states",
)  # fmt: skip
FONT = (
    '@font-face{font-family:"Plus Jakarta Sans";font-style:normal;font-weight:200 800;font-display:swap;'
    'src:url("fonts/plus-jakarta-sans-latin.woff2") format("woff2")}'
)
_BREAK = r"(-(sm|md|lg))?"
KEEP = re.compile(
    r"row|col(-(auto|\d+|sm|md|lg))*|g[xy]?-\d|offset(-lg)?-\d+|"
    r"btn(-(lg|primary|danger))?|form-(control|select|label|text|check(-(input|label))?)|"
    r"(in)?valid-feedback|is-(in)?valid|was-validated|active|disabled|show|"
    r"visually-hidden(-focusable)?|small|mark|h[1-6]|list-unstyled|"
    rf"d{_BREAK}-(none|block|inline|inline-block|flex|inline-flex|grid)|"
    rf"flex{_BREAK}-(row|column|wrap|nowrap|fill|grow-[01]|shrink-[01])|"
    rf"(justify-content|align-items|align-self){_BREAK}-(start|end|center|between|baseline|stretch)|"
    rf"gap{_BREAK}-\d|[mp][tbesxy]?{_BREAK}-(\d|auto)|w-(100|auto)|h-100|"
    rf"text{_BREAK}-(start|end|center)|text-(nowrap|break|reset|truncate)|fw-(normal|semibold|bold)|"
    r"position-(static|relative|sticky)"
)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Top-level (prelude, body) pairs of minified css; statements without a body have none."""
    start = position = 0
    while position < len(css):
        if css[position] == ";":
            yield css[start : position + 1], ""
            start = position = position + 1
        elif css[position] == "{":
            end, depth = position + 1, 1
            while depth:
                depth += {"{": 1, "}": -1}.get(css[end], 0)
                end += 1
            yield css[start:position], css[position + 1 : end - 1]
            start = position = end
        else:
            position += 1


def split_selectors(prelude: str) -> list[str]:
    """Selectors of a list, not cut inside :not(a,b)."""
    return re.split(r",(?![^(]*\))", prelude)


def kept(selector: str) -> bool:
    """A selector stays when all its classes are of a kept family and it is not of the dark mode."""
    if "data-bs-theme=dark" in selector or "data-bs-" in selector.replace("data-bs-theme=light", ""):
        return False
    return all(KEEP.fullmatch(name) for name in CLASS.findall(selector))


def purge(css: str) -> str:
    """Bootstrap without the families we do not use."""
    out = []
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports")):
            inner = purge(body)
            if inner:
                out.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            continue  # keyframes of spinners and progress, charset
        else:
            selectors = [selector for selector in split_selectors(prelude) if kept(selector)]
            if selectors:
                out.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(out)


def without_comments(css: str) -> str:
    """Css without its comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def minified(css: str) -> str:
    """Our own files without comments and needless space; they hold no string in which space matters."""
    css = re.sub(r"\s+", " ", without_comments(css))
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip()


def build() -> str:
    """The whole style sheet as it is served."""
    bootstrap = without_comments((LOOK / "vendor" / "bootstrap.min.css").read_text("utf-8"))
    look = "".join(minified((LOOK / f"{name}.css").read_text("utf-8")) for name in FILES)
    notice = "/* Built by scripts/build_css.py. Bootstrap 5.3.8: MIT. Plus Jakarta Sans: OFL 1.1 */"
    return f'@charset "UTF-8";\n{notice}\n{LAYERS}\n{FONT}\n@layer bootstrap{{{purge(bootstrap)}}}\n{look}\n'


def main() -> int:
    """0 written or up to date; 1 when --check finds a difference."""
    css = build()
    if "--check" in sys.argv[1:]:
        same = TARGET.is_file() and TARGET.read_text("utf-8") == css
        sys.stderr.write("" if same else "wadah.css is out of date: run scripts/build_css.py\n")
        return 0 if same else 1
    TARGET.write_text(css, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
