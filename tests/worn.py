"""What our pages wear of Bootstrap: a fifth of it. `python -m tests.worn` writes static/css/worn.css anew.

Kept are the rules for elements, and those for classes that a template, a script or a string in our code names. What is kept stands in
Bootstrap's own order and words, a rule a line.
"""

import re
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORN = ROOT / "static" / "css" / "worn.css"
CODE = ("coproduction", "members", "meetings", "projects")
DRAW_FORMS = ("crispy_bootstrap5", "crispy_forms")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
STRING = re.compile(r"[\"']([a-z][\w -]*)[\"']|class=\\?[\"']([^\"']*)")  # a sentence has a capital letter or a stop
HEAD = """/* What we wear of Bootstrap {}; made by python -m tests.worn, not by hand.
   Copyright 2011-2025 The Bootstrap Authors. Licensed under MIT (https://github.com/twbs/bootstrap/blob/main/LICENSE). */
"""


def bootstrap() -> Path:
    return Path(find_spec("bootstrap_wrapper").origin).parents[1] / "bootstrap"


def rules(text):
    """The outermost rules, one by one."""
    depth = start = 0
    for at, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == "}" and not depth:
            yield text[start : at + 1].strip()
            start = at + 1


def keep(rule, named):
    """The rule as far as it is worn, or nothing."""
    head, _, body = rule.partition("{")
    if head.startswith(("@media", "@supports")):
        inside = "".join(keep(each, named) for each in rules(body[:-1]))
        return f"{head}{{{inside}}}" if inside else ""
    if head.startswith("@"):
        return rule
    worn = [one for one in _selectors(head) if "data-bs-theme=dark" not in one and set(CLASS.findall(one)) <= named]
    return f"{','.join(worn)}{{{body}" if worn else ""


def _selectors(head):
    """Parted at commas, but not at those within brackets."""
    return re.split(r",(?![^(]*\))", head)


def named() -> set[str]:
    """Every class that a page of ours may bear."""
    found = set()
    ours = [ROOT / "templates", *(Path(find_spec(name).origin).parent for name in DRAW_FORMS)]
    for folder in ours:
        for path in folder.rglob("*.html"):
            found |= {word for said in re.findall(r"class=[\"']([^\"']*)", path.read_text()) for word in _words(said)}
            found |= {
                word for said in re.findall(r"css_class=[^%]*|{%[^%]*%}", path.read_text()) for word in _words(said)
            }
    for folder in (*(ROOT / name for name in CODE), ours[1], ours[2]):
        for path in folder.rglob("*.py"):
            found |= {word for said in STRING.findall(path.read_text()) for word in _words(" ".join(said))}
    for path in (ROOT / "static" / "js").glob("*.js"):
        found |= {word for said in re.findall(r"[\"']([^\"']*)", path.read_text()) for word in _words(said)}
    return found


def _words(said):
    return re.findall(r"-?[A-Za-z_][\w-]*", said)


def made() -> str:
    text = re.sub(r"/\*.*?\*/", "", (bootstrap() / "css" / "bootstrap.min.css").read_text(), flags=re.S)
    text = text.replace('@charset "UTF-8";', "")
    version = (bootstrap() / "version.txt").read_text().strip()
    names = named()
    return HEAD.format(version) + "".join(f"{kept}\n" for each in rules(text) if (kept := keep(each, names)))


def missing() -> list[str]:
    """Rules that a page would need and that are not in the file."""
    standing = set(WORN.read_text().splitlines())
    return [line for line in made().splitlines() if line not in standing]


if __name__ == "__main__":
    WORN.write_text(made())
    print(f"{WORN.relative_to(ROOT)}: {WORN.stat().st_size:,} bytes")
