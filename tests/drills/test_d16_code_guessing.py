"""D16: somebody guesses at a sign-in code, one guess after the other and many at once. At most ten are judged in an hour."""

import http.client
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from members.models import Letter, WrongGuess
from tests.drills import crowd, harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
AT_ONCE, SESSIONS = 60, 10
MOST = 10
ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
WRONG = ("That is not the code", "Incorrect code")


def post(port, path, session, **form):
    """Status, where it leads, the session afterwards and the words of the page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookies = f"csrftoken={crowd.CSRF}" + (f"; sessionid={session}" if session else "")
    body = urlencode({"csrfmiddlewaretoken": crowd.CSRF, **form})
    line.request("POST", path, body, {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    words = answer.read().decode(errors="replace")
    new = re.search(r"sessionid=([a-z0-9]+)", " ".join(answer.headers.get_all("Set-Cookie") or []))
    line.close()
    return answer.status, answer.headers.get("Location", ""), new.group(1) if new else session, words


def begin(port):
    """A browser that has asked for a code, and the code, which only the letter and the session know."""
    status, _, session, _ = post(port, ASK, "", email="rowan@example.org")
    assert status == 302
    stages = json.dumps(Session.objects.get(session_key=session).get_decoded())
    return session, re.search(r'"code": "([A-Z]{4}-[A-Z]{4})"', stages).group(1)


def guess_at_once(port, sessions):
    """Sixty wrong guesses behind one barrier, spread over the sessions; how many were judged (told that it was wrong)."""
    barrier = threading.Barrier(AT_ONCE)

    def guess(number):
        barrier.wait(timeout=60)
        return post(port, CONFIRM, sessions[number % len(sessions)], code="WWWW-WWWW")[3]

    with ThreadPoolExecutor(AT_ONCE) as guessers:
        pages = list(guessers.map(guess, range(AT_ONCE)))
    connection.close()
    return sum(any(words in page for words in WRONG) for page in pages)


@pytest.fixture
def site(cast):
    started = []

    def start(settings):
        program, port = crowd.site(DJANGO_SETTINGS_MODULE=settings)
        started.append(program.start())
        harness.wait_for(lambda: crowd.answers(port), seconds=60, what="the site")
        return port

    _ = cast.rowan
    yield start
    for program in started:
        program.kill()


def test_asvs_6_6_3_sixty_guesses_at_once_in_one_session_and_in_ten(site, cast):
    port = site("tests.drills.settings_guesses")
    session, code = begin(port)
    judged = guess_at_once(port, [session])
    assert judged <= MOST
    others = [begin(port) for _ in range(SESSIONS)]
    judged += guess_at_once(port, [session for session, _ in others])
    assert judged <= MOST
    assert WrongGuess.objects.filter(person=cast.rowan).count() == judged == MOST
    session, code = begin(port)
    _, led_to, _, words = post(port, CONFIRM, session, code=code)
    assert led_to != "/", "the right code opens nothing any more in this hour"
    assert "many wrong codes" in words
    assert Letter.objects.filter(person=cast.rowan, kind="too_many_guesses").count() == 1
    harness.report("d16", guesses=2 * AT_ONCE, judged=judged, most=MOST)


def test_one_after_the_other(site, cast):
    port, judged = site("tests.drills.settings_guesses"), 0
    for _ in range(5):
        session, _ = begin(port)
        for _ in range(3):
            _, _, session, words = post(port, CONFIRM, session, code="WWWW-WWWW")
            judged += any(sentence in words for sentence in WRONG)
    assert judged <= MOST
    assert WrongGuess.objects.filter(person=cast.rowan).count() == MOST


@pytest.mark.control
def test_negative_control_the_library_alone_judges_more_and_then_still_opens(site, cast):
    """Against a site that counts in the session, ten sessions get more than ten guesses and the right code still works."""
    port = site("tests.drills.settings_guesses_unjudged")
    others = [begin(port) for _ in range(SESSIONS)]
    judged = guess_at_once(port, [session for session, _ in others])
    assert judged > MOST
    session, code = begin(port)
    assert post(port, CONFIRM, session, code=code)[1] == "/"
