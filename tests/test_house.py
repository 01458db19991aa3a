"""The rules of the house that no other tool holds: what files may contain, how long they are, what they are called."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("coproduction", "members", "meetings", "projects")
SAYS_NOTHING = {"utils", "util", "common", "core", "helpers", "helper", "services", "service", "managers", "misc"}
LONGEST = 300


def files_in(*folders: str, ending: tuple[str, ...]) -> list[Path]:
    every = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return [path for path in every if path.suffix in ending and path.is_file()]


def code() -> list[Path]:
    return [path for path in files_in(*OURS, ending=(".py",)) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return files_in("templates", ending=(".html", ".txt"))


def pages() -> list[Path]:
    return [path for path in templates() if path.suffix == ".html" and "email" not in path.parts]


def found(paths: list[Path], pattern: str, *, flags: int = 0) -> list[str]:
    """Every place where the pattern stands, as file:line."""
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group(0)[:60]}"
        for path in paths
        for text in [path.read_text(errors="replace")]
        for hit in re.finditer(pattern, text, flags)
    ]


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_no_work_waits_in_the_broker():
    """Redis hands a delayed task out again and again; all waiting is a `due_at` in Postgres."""
    wrong = []
    for path in code():
        for call in calls(ast.parse(path.read_text())):
            named = {keyword.arg for keyword in call.keywords} & {"eta", "countdown"}
            retries = isinstance(call.func, ast.Attribute) and call.func.attr == "retry"
            if named or retries:
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert wrong == []


def test_nobody_but_the_tickers_knows_the_tasks():
    """Only beat's schedule and dispatch name `members.post.tasks`; no page and no action ever publishes."""
    allowed = {"coproduction/celery.py", "members/post/dispatch.py", "members/post/nudge.py", "members/post/tasks.py"}
    wrong = found(code(), r"post\.tasks|from members\.post import [^\n]*\btasks\b|\.delay\(|apply_async|send_task")
    assert [place for place in wrong if place.partition(":")[0] not in allowed] == []


FRONT_DOORS = {
    "members": {
        "behind_consent",
        "certificates",
        "models",
        "queries",
        "actions",
        "charity",
        "files",
        "pictures",
        "permissions",
        "events",
        "history",
        "lists",
        "personal_data",
        "printing",  # every sheet of every floor is drawn in one place
        "rules",
        "spreadsheets",  # the log of earlier years comes as one
        "sweeps",
        "web",
        "words",
    }
    | {f"post.{room}" for room in ("letters", "clock", "jobs", "window", "links", "calls", "abouts", "returned")},
    "meetings": {"models", "queries", "actions", "events"},
}


def doors(path: Path, lower: str) -> set[str]:
    """Which rooms of a lower floor this file walks into."""
    used = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == lower:
            rooms = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module in {lower, "members.post"}
                else [node.module]
            )
            used |= {".".join(room.split(".")[1 : 3 if ".post" in room else 2]) for room in rooms}
    return used


@pytest.mark.parametrize(
    ("upper", "lower"), [("meetings", "members"), ("projects", "members"), ("projects", "meetings")]
)
def test_an_upper_floor_comes_in_by_the_front_doors(upper, lower):
    wrong = {
        str(path.relative_to(ROOT)): back
        for path in code()
        if path.relative_to(ROOT).parts[0] == upper and (back := doors(path, lower) - FRONT_DOORS[lower])
    }
    assert wrong == {}


def test_templates_hold_no_style_no_handler_and_no_inline_script():
    assert found(pages(), r"<[^>]*\sstyle\s*=", flags=re.I) == []
    assert found(pages(), r"<[^>]*\son[a-z]+\s*=\s*[\"']", flags=re.I) == []
    assert found(pages(), r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", flags=re.I) == []


def test_nothing_typed_becomes_markup():
    assert found(templates(), r"\|\s*safe\b|\{%\s*autoescape\s+off") == [
        place for place in found(templates(), r"\{%\s*autoescape\s+off") if ".txt:" in place
    ]
    assert found(code(), r"\bmark_safe\b|@register\.filter\([^)]*is_safe|SafeString") == []


def test_a_form_says_what_is_wrong_in_our_words_not_in_the_browsers():
    """A browser's own bubble speaks its own language, goes away by itself, and keeps our sentence from being read."""
    theirs = {"account", "mfa", "components", "bootstrap5"}
    ours = [path for path in pages() if path.relative_to(ROOT / "templates").parts[0] not in theirs]
    wrong = []
    for path in ours:
        for form in path.read_text().split("<form ")[1:]:
            opening, inside = form.split("csrf_token", 1)[0], form.partition("</form>")[0]
            if "crispy" in inside and "post" in opening and "novalidate" not in opening:
                wrong.append(f"{path.relative_to(ROOT)}: <form {opening[:60]}")
    assert wrong == []


def test_no_page_asks_a_third_party():
    assert found(pages(), r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=[\"'](?:https?:)?//[^\"']+") == []


def test_every_file_can_be_held_in_mind():
    files = [*code(), *files_in("tests", ending=(".py",)), *templates(), *files_in("static/js", ending=(".js",))]
    long = {str(p.relative_to(ROOT)): n for p in files if (n := p.read_text().count("\n")) > LONGEST}
    assert long == {}


def test_most_files_are_short():
    lengths = [p.read_text().count("\n") for p in code()]
    assert sum(n <= 150 for n in lengths) >= 0.85 * len(lengths)


def test_every_name_says_what_is_inside():
    names = [p for p in code() if p.stem in SAYS_NOTHING or SAYS_NOTHING & set(p.relative_to(ROOT).parts[:-1])]
    assert names == []


def test_only_the_edges_look_at_the_clock():
    """Views, tasks, commands and the processes themselves; everything else is told the time."""
    edges = re.compile(
        r"/(views|management|story|bench|home)/|nothing_lost|web\.py|lists\.py|words\.py|views\.py|tasks|dispatch|middleware|health|backend|adapter|celery|open_|admin|door_log|at_the_door|forms/sign_in"
    )
    wrong = [
        place
        for place in found(code(), r"timezone\.now\(\)|timezone\.localdate\(\)|datetime\.now\(|date\.today\(")
        if not edges.search(place)
    ]
    assert wrong == []


def test_folders_reexport_and_other_inits_are_empty():
    full = [
        str(p.parent.relative_to(ROOT))
        for p in code()
        if p.name == "__init__.py"
        and p.stat().st_size
        and p.parent.name not in {"models", "queries", "rules", "emails", "actions", "views", "forms", "sweeps"}
    ]
    assert full == []


def test_every_module_says_what_it_is_for():
    silent = [
        str(p.relative_to(ROOT))
        for p in code()
        if p.name not in {"__init__.py", "apps.py", "urls.py"}
        and p.stat().st_size
        and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_requirement_is_pinned_and_says_what_it_is_for(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    assert [line for line in lines if "==" not in line or " # " not in line] == []


def test_nothing_is_named_after_the_machine_it_was_made_on():
    """No path of somebody's machine, and no package registry's host."""
    written = [
        *files_in(*OURS, "tests", "docs", ending=(".py", ".md", ".toml")),
        *ROOT.glob("*.*"),
        ROOT / "Makefile",
        ROOT / ".ci/run",
    ]
    assert found([p for p in written if p.is_file() and p != Path(__file__)], r"/root/|/home/[a-z]+/|index-url") == []


def test_hidden_words_begin_with_no_stop():
    """Browsers put a space before hidden words: ": the title" is read out as "Read : the title". Brackets read well."""
    assert found(pages() + code(), r"""visually-hidden"> ?[:,.;]""") == []
