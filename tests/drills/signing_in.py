"""People who sign in by a code, which is found where it arrived: at the mail server."""

import email
import email.policy
import http.client
import re
import time
from urllib.parse import urlencode

from allauth.account.models import EmailAddress

from members.models import Channel, Person
from tests.drills import harness

CSRF = "c" * 32


class ReadableSink(harness.Sink):
    """A sink that also keeps the newest letter of each address, for the codes in it."""

    def __enter__(self):
        self.letters = {}
        return super().__enter__()

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters[envelope.rcpt_tos[0]] = letter.get_body(("plain",)).get_content()
        return await super().handle_DATA(server, session, envelope)


def ask(port, method, path, form=None, *, cookies=None, source="127.0.0.1", timeout=20):
    """One request on a connection of its own: status, headers, body, seconds. `cookies` is kept up to date."""
    cookies = {} if cookies is None else cookies
    cookies.setdefault("csrftoken", CSRF)
    body = urlencode({"csrfmiddlewaretoken": CSRF, **form}) if form is not None else None
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout, source_address=(source, 0))
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        words = answer.read().decode(errors="replace")
    finally:
        line.close()
    for value in answer.headers.get_all("Set-Cookie") or []:
        name, _, rest = value.partition("=")
        cookies[name] = rest.partition(";")[0]
    return answer.status, answer.headers, words, time.monotonic() - began


def people_with_sign_in(count):
    made = []
    for number in range(count):
        who = Person.objects.create(name=f"Signs In {number}")
        address = f"signs-in-{number}@example.org"
        EmailAddress.objects.create(user=who, email=address, verified=True, primary=True)
        Channel.objects.create(person=who, way="email", address=address)
        made.append(address)
    return made


def sign_in_by_code(port, address, number, sink):
    """Ask for a code, find it at the mail server, type it in. Gives the seconds the letter took."""
    cookies, source = {}, f"127.0.0.{number + 2}"  # everybody comes from an address of their own
    status, *_ = ask(port, "POST", "/accounts/login/code/", {"email": address}, cookies=cookies, source=source)
    assert status == 302, status
    began = time.monotonic()
    found = harness.wait_for(lambda: sink.letters.get(address), seconds=30, what=f"the code of {address}", every=0.2)
    took = time.monotonic() - began
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", found)
    assert code, found
    status, headers, words, _ = ask(
        port, "POST", "/accounts/login/code/confirm/", {"code": code.group()}, cookies=cookies, source=source
    )
    assert (status, headers["Location"]) == (302, "/"), words[:500]
    status, _, words, _ = ask(port, "GET", "/", cookies=cookies, source=source)
    assert status == 200
    return took
