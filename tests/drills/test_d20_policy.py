"""D20, in a browser: no page of any kind, in any role, does what the content security policy forbids (5.1).

Shorter in `make test`: one page of each family. All of them, each role: DRILLS=full.
"""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Error

from coproduction import urls as site_map
from tests import access_matrix as matrix
from tests.access_walk import address_of, browser, pages
from tests.access_world import World
from tests.drills import harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MAIN = {
    "-": "home account_login account_request_login_code join rsvp invitation privacy components",
    "C": "home dashboard members:people members:person meetings:meeting meetings:agenda projects:project find",
    "M": "home members:my_messages mfa_index account_change_password",
    "T": "home dashboard",
    "X": "home admin:index admin:members_team_add",
}
LISTEN = """addEventListener('securitypolicyviolation', e => console.error(
    'CSP: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + (e.sample || '')))"""
GOES_ON = {"account_logout"}  # the page is looked at; whoever presses is out


def addresses(world, letter):
    """Every address this person may open, or the main ones."""
    if not harness.FULL:
        wanted = MAIN.get(letter, "").split()
        known = set(pages())
        return [(name, address_of(world, name, world.mine, letter)) for name in wanted if name in known]
    opens = [name for name, (get, _) in matrix.GET_AND_POST.items() if get[letter] == "allow"]
    signing_in = [n for n in pages() if n in matrix.SIGN_IN_OPEN or (letter == "X" and n.startswith("admin:"))]
    found = [
        (name, address_of(world, name, world.mine, letter)) for name in [*opens, *signing_in] if name not in GOES_ON
    ]
    return [*found, ("a page that is not there", "/nowhere/")]


def violations(chromium, site, client, visits):
    """What the browser complains about on these pages, as "name: words"."""
    context = chromium.new_context(base_url=site)
    context.add_init_script(LISTEN)
    context.set_default_timeout(15_000)
    if client and "sessionid" in client.cookies:
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    found, opened = [], 0
    page = context.new_page()
    for name, address in visits:
        said = []
        listener = lambda message, said=said: said.append(message.text)  # noqa: E731
        page.on("console", listener)
        try:
            page.goto(address, wait_until="load")
            opened += 1
        except Error as problem:
            if "Download is starting" not in problem.message and "net::ERR_ABORTED" not in problem.message:
                found.append(f"{name}: {problem.message.splitlines()[0]}")
        page.remove_listener("console", listener)
        found += [f"{name}: {words[:200]}" for words in said if "CSP" in words or "Content Security Policy" in words]
    context.close()
    return found, opened


@pytest.mark.parametrize("letter", matrix.LETTERS if harness.FULL else MAIN)
def test_no_page_does_what_its_policy_forbids(chromium, live_server, cast, as_user, settings, letter):
    settings.BASE_URL = live_server.url
    world = World(cast)
    visits = addresses(world, letter)
    assert len(visits) >= (20 if harness.FULL else len(MAIN[letter].split()))
    found, opened = violations(chromium, live_server.url, browser(world, letter, as_user), visits)
    assert found == []
    assert opened > len(visits) * 0.6


# ---- negative control ------------------------------------------------------------------------------------------------
@login_not_required
def written_inside(request):
    return HttpResponse("<h1>Hello</h1><script>document.title = 'hello'</script><p style='color: red'>red</p>")


class WithAScriptInside:
    urlpatterns = [path("inside/", written_inside), *site_map.urlpatterns]


@pytest.mark.control
@override_settings(ROOT_URLCONF=WithAScriptInside)
def test_a_script_written_into_a_page_is_reported(chromium, live_server, db):
    found, _ = violations(chromium, live_server.url, None, [("inside", "/inside/")])
    assert any("script-src" in line for line in found)
    assert any("style-src" in line for line in found)
