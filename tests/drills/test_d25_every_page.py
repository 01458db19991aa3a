"""D25: every page, for every role that may open it, read by axe-core and by our own looks: light, dark, at 320 px, at 400 %,
with less movement, in forced colours, by keyboard, and as a member on paper. The negative controls break a page in the
browser, each in one way.

In full: every address of the table of who may open what, with records that fit, and then the demonstration as each of its
people, link by link. In short form every tenth address, as the first who may.
"""

import time

import pytest

from tests import access_matrix as matrix
from tests.access_walk import browser as client_of
from tests.access_world import World
from tests.drills import harness
from tests.sweep import addresses, demonstration
from tests.sweep.reader import Reader
from tests.sweep.site import DRESS
from tests.sweep.site import demonstration as a_demonstration

pytestmark = [pytest.mark.drill, harness.LONGER]
EVERY = 10


@pytest.fixture
def tell(capsys):
    """A line that is seen while it goes on."""

    def say(words):
        with capsys.disabled():
            print(f"  {words}", flush=True)

    return say


def reading(chromium, address, letter, world, as_user, **more):
    cookies = []
    if letter != addresses.NOBODY:
        client = client_of(world, letter, as_user)
        cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
    return Reader(chromium, address, who=addresses.role_of(letter), cookies=cookies, **more)


def ended(reader, tell, *, began):
    counted, seconds = reader.counted, time.monotonic() - began
    tell(
        f"{reader.who}: {counted['pages']} pages, {counted['read in full']} read in full, {counted['files']} files "
        f"and {counted['parts']} parts left, {len(reader.faults)} faults, {seconds:.0f} s"
    )
    reader.close()
    return reader.said()


@pytest.mark.django_db(transaction=True)
@pytest.mark.errors_expected  # a page about a thing that is not there says so in the log as well
def test_every_page_of_the_table_can_be_read_by_everybody_who_may_open_it(chromium, live_server, cast, as_user, tell):
    world, known, faults, done = World(cast), {}, [], set()
    chosen = addresses.one_of_some(matrix.GET_AND_POST, every=1 if harness.FULL else EVERY)
    for letter in matrix.LETTERS:
        reader, began = reading(chromium, live_server.url, letter, world, as_user, known=known), time.monotonic()
        for name, path in addresses.of_the_table(world, letter):
            if harness.FULL or (name in chosen and name not in done):
                done.add(name)
                before = len(reader.faults)
                if reader.open(path, kind=name) and reader.counted["pages"] % 50 == 0:
                    tell(f"{reader.who}: {reader.counted['pages']} pages so far")
                for line in reader.said()[before:]:
                    tell(f"  {line[:400]}")
        faults += ended(reader, tell, began=began)
    assert faults == []


@pytest.mark.skipif(not harness.FULL, reason="In full only: make drills.")
def test_every_kind_of_page_of_the_demonstration_can_be_read(chromium, tell):
    known, faults = {}, []
    with a_demonstration() as address:
        first = Reader(chromium, address, who="nobody signed in", known=known)
        everybody = demonstration.people(first.page)
        for who in ["", *everybody]:
            reader, began = first if not who else Reader(chromium, address, who=who, known=known), time.monotonic()
            if who:
                demonstration.sign_in(reader.page, who)
            demonstration.walk(reader, on_paper=who == "member", starts=("/",) if who else ("/", "/demo/"))
            faults += ended(reader, tell, began=began)
    assert len(everybody) >= 8
    assert faults == []


# ---- negative controls: one page, broken in the browser ---------------------------------------------------------------
ADD = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
SMALL = "<p><button class='tiny'>a</button><button class='tiny'>b</button></p>"
BROKEN = {
    "an unnamed picture": (ADD, "<img src='data:,'>", "light", "image-alt"),
    "pale words": (DRESS, "main p, main a, main h1 { color: #ddd !important; background: #fff !important }", "light", "color-contrast"),
    "words for light only": (DRESS, "@media (prefers-color-scheme: dark) { main * { color: #333 !important } }", "dark", "color-contrast"),
    "a wide thing": (ADD, "<div id='wide'>wide</div>", "at 320 px", "scrolls sideways"),
    "wide when enlarged": (DRESS, "@media (max-height: 300px) { main { min-width: 500px } }", "at 400 %", "scrolls sideways"),
    "a small target": (ADD, SMALL, "at 320 px", "target-size"),
    "words cut off": (DRESS, "h1 { width: 40px; overflow: hidden; white-space: nowrap }", "at 320 px", "words are cut off"),
    "movement": (DRESS, "@keyframes turn { to { rotate: 9deg } } main h1 { animation: turn .3s !important }",
                 "with less movement", "moves"),
    "focus unseen": (DRESS, "a:focus, button:focus { outline: none !important; box-shadow: none !important }",
                     "by keyboard", "focus is not seen"),
    "focus as a shadow": (DRESS, "a:focus, button:focus { outline: none !important; box-shadow: 0 0 0 4px red !important }",
                          "in forced colours", "focus is not seen"),
    "focus covered": (DRESS, "body::after { content: ''; position: fixed; inset: 0; background: #fffe }", "by keyboard", "is covered"),
    "a mark without an edge": (ADD, "<p><span class='bar-mark'></span></p>", "in forced colours", "a mark vanishes"),
    "a field without an edge": (ADD, "<label>Name <input class='bare'></label>", "in forced colours", "a control has no edge"),
    "a tick that is a picture": (ADD, "<label>Yes <input type='checkbox' class='drawn'></label>", "in forced colours",
                                 "whether it is ticked is a picture"),
    "a chosen one like the others": (ADD, "<ul><li><a href='#a' aria-current='page'>This</a></li><li><a href='#b'>That</a></li></ul>",
                                     "in forced colours", "which one is chosen is not seen"),
    "a button on paper": (ADD, "<button class='tiny paper'>Press</button>", "on paper", "a menu or a button is printed"),
    "dark paper": (DRESS, "@media print { body { background: #111 !important } }", "on paper", "it is dark on paper"),
    "pale ink": (DRESS, "@media print { main * { color: #eee !important } }", "on paper", "words are pale on paper"),
    "wider than the sheet": (DRESS, "@media print { main { width: 900px !important } }", "on paper", "scrolls sideways"),
    "a sheet almost empty": (DRESS, "@media print { h1 { break-after: page !important } }", "on paper", "is almost empty"),
    "one id twice": (ADD, "<p id='main'>Again.</p>", "at 1280 px", "two things have one id"),
    "a heading skipped": (ADD, "<h5>Far below</h5>", "at 1280 px", "a heading skips a level"),
    "a script of a stranger": (ADD, "<img alt='' src='http://localhost:9/stranger.png'>", "opened", "a stranger was asked"),
}  # fmt: skip
DRESS = """#wide { width: 500px } .tiny { width: 12px; height: 12px; min-height: 0; padding: 0; border: 1px solid; font-size: 8px }
.bar-mark { display: inline-block; width: 80px; height: 12px; background: #08c }
@media print { .paper { display: block !important } }
.bare { appearance: none; border: 0; background: #eef; min-height: 3rem }
.drawn { appearance: none; width: 2rem; height: 2rem; border: 2px solid; background: url("data:image/svg+xml,%3csvg/%3e") }"""


@pytest.fixture
def a_page(chromium, live_server, cast):
    reader = Reader(chromium, live_server.url)
    reader.page.goto("/accessibility/")
    yield reader
    reader.close()


@pytest.mark.django_db(transaction=True)
def test_the_page_that_is_broken_below_is_well_as_it_stands(a_page):
    a_page.read("a page")
    a_page.on_paper("a page")
    assert a_page.said() == []


@pytest.mark.control
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", BROKEN)
def test_a_page_broken_in_one_way_is_caught_in_that_way(a_page, what):
    how, words, way, said = BROKEN[what]
    a_page.page.evaluate(DRESS, DRESS)
    a_page.page.evaluate(how, words)
    a_page.read("a page")
    a_page.on_paper("a page")
    assert [line for line in a_page.faults if line[1] == way and said in line[2]], a_page.said()
