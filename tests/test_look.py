"""The look: what people read, what they see when something goes wrong, and that nothing they typed is lost."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduction import views
from coproduction.gallery import ExampleForm
from members import words
from members.actions import drafts
from members.models import Draft

TODAY = date(2026, 11, 23)
PHONE = "01632 960 123"
SOMEWHERE = "/members/kept/7/forget/"  # any address for those signed in


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        (datetime(2026, 12, 8, 14, 0, tzinfo=UTC), "Tuesday 8 December, 2pm"),
        (
            datetime(2026, 6, 9, 13, 30, tzinfo=UTC),
            "Tuesday 9 June, 2.30pm",
        ),  # summer: the charity's clock is an hour on
        (datetime(2027, 1, 4, 12, 0, tzinfo=UTC), "Monday 4 January, 12 noon"),
        (datetime(2024, 1, 31, 0, 0, tzinfo=UTC), "Wednesday 31 January 2024, midnight"),
        (datetime(2026, 12, 8, 0, 5, tzinfo=UTC), "Tuesday 8 December, 12.05am"),
    ],
)
def test_a_tired_reader_reads_a_moment_as_people_say_it(moment, read):
    assert words.when(moment, today=TODAY) == read


@pytest.mark.parametrize(
    ("amount", "read"),
    [(1.5, "1½ hours"), (1, "1 hour"), (0.75, "45 minutes"), (2.1, "2.1 hours"), (0, "no hours"), (None, "not known")],
)
def test_hours_read_as_people_say_them(amount, read):
    assert words.hours(amount) == read


def test_minutes_and_counts_read_as_people_say_them():
    assert [words.minutes(m) for m in (100, 90, 45, 0, None)] == [
        "1 hour 40 minutes",
        "1½ hours",
        "45 minutes",
        "no time",
        "not known",
    ]
    assert [words.plural(n, "person,people") for n in (0, 1, 2000)] == ["no people", "1 person", "2,000 people"]


# ---- forms ------------------------------------------------------------------------------------


def drawn(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_a_mistake_is_listed_first_stands_beside_its_field_and_is_read_out_with_it():
    page = drawn(ExampleForm({"what": "", "day": "soon"}))
    summary, fields = page.split('id="div_id_what"', 1)
    assert 'tabindex="-1"' in summary
    assert '<a href="#id_what">Please fill in: What was it</a>' in summary
    box = re.search(r'<input type="text" name="what"[^>]*>', fields).group()
    assert 'aria-invalid="true"' in box
    for name in re.search(r'aria-describedby="([^"]+)"', box).group(1).split():
        assert f'id="{name}"' in fields, "what the box points to must be on the page"
    for target in re.findall(r'<a href="#([^"]+)">', summary):
        assert f'id="{target}"' in fields, "every line of the summary leads to a field"


def test_every_box_says_how_much_it_holds_and_free_text_asks_to_leave_out_health_details():
    page = drawn(ExampleForm())
    assert 'name="what" maxlength="200"' in page
    assert page.count("Please leave out health details") == 1
    too_long = ExampleForm({"what": "é" * 201})
    assert "at most 200" in str(too_long.errors["what"])


def test_what_is_too_long_comes_back_whole_with_a_sentence():
    typed = "x" * 20_001
    form = ExampleForm({"what": "Tea", "notes": typed})
    page = drawn(form)
    assert "maxlength" not in re.search(r"<textarea[^>]*>", page).group(), "a browser cuts off without a word"
    assert typed in page
    assert "This has 20001 letters, and we can keep at most 20000. Please make it shorter." in page


def test_the_gallery_stands_in_the_demonstration_only(client, db, settings):
    assert "Every component, in every state" in client.get("/components/").text
    settings.DEMO = False
    assert client.get("/components/").status_code == 404


# ---- when something goes wrong ------------------------------------------------------------------


def test_a_wrong_address_says_whom_to_ring_and_asks_the_database_nothing(client):
    response = client.get("/no-such-page/")  # without the db fixture: any query would be an error
    assert response.status_code == 404
    for said in ("We cannot find that page", PHONE, "116 123", "999"):
        assert said in response.text


def test_ten_megabytes_of_text_get_a_page_that_says_what_to_do(client, db):
    response = client.post(reverse("account_login"), {"login": "x" * 10_000_000})
    assert response.status_code == 413
    assert "That was too much at once" in response.text
    assert PHONE in response.text


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        (OperationalError("connection refused"), 503, "having a short rest"),
        (OSError(28, "No space left on device"), 507, "no room left for files"),
        (ValueError("a mistake of ours"), 500, "not your fault"),
    ],
)
def test_whatever_breaks_the_page_says_what_is_safe(rf, wrong, status, said):
    try:
        raise wrong
    except type(wrong):
        response = views.server_error(rf.get("/"))
    assert response.status_code == status
    assert said in response.text
    assert PHONE in response.text


def test_even_without_a_template_somebody_finds_the_telephone_number():
    response = views.error_page(500, "there-is-no-such-template.html")
    assert response.status_code == 500
    assert PHONE in response.text


# ---- nothing typed is lost ------------------------------------------------------------------------


@pytest.fixture
def rowans_phone(client, cast, as_user):
    """Rowan's browser, signed in and remembered, whose session has then ended."""
    as_user(client, cast.rowan)
    client.get(reverse("members:kept"))
    Session.objects.all().delete()
    return client


def send(browser):
    return browser.post(
        SOMEWHERE,
        {"title": "Looked over the handouts", "notes": "We liked the colours.\nAll of them.", "password": "secret"},
    )


def test_words_sent_after_the_session_ended_wait_for_rowan_and_go_where_they_were_going(rowans_phone, cast, as_user):
    response = send(rowans_phone)
    assert response.url == f"{reverse('account_login')}?next={reverse('members:kept')}"
    page = as_user(rowans_phone, cast.rowan).get(reverse("members:kept")).text
    assert "Looked over the handouts" in page
    assert f'action="{SOMEWHERE}"' in page
    assert '<input type="hidden" name="notes" value="We liked the colours.\nAll of them.">' in page
    assert "secret" not in page


def test_the_next_person_at_the_same_phone_does_not_see_rowans_words(rowans_phone, cast, as_user):
    send(rowans_phone)
    page = as_user(rowans_phone, cast.robin).get(reverse("members:kept")).text
    assert "Nothing is waiting here" in page
    assert "Looked over" not in page


def test_words_are_sealed_where_they_are_kept_and_gone_after_a_day(rowans_phone, cast):
    send(rowans_phone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM members_draft")
        assert b"handouts" not in bytes(cursor.fetchone()[0])
    tomorrow = timezone.now() + timedelta(hours=25)
    assert drafts.posts_of(person=cast.rowan, now=tomorrow) == []


def test_once_sent_again_the_words_are_let_go(rowans_phone, cast, as_user):
    send(rowans_phone)
    kept = Draft.objects.get()
    as_user(rowans_phone, cast.rowan)
    rowans_phone.post(reverse("members:kept_forget", args=[0]), {"_kept": kept.pk})  # any post that ends in a redirect
    assert not Draft.objects.exists()


def test_nobody_can_have_words_kept_for_rowan_without_rowans_browser(db, cast):
    response = send(Client())
    assert response.url.startswith(reverse("account_login"))
    assert not Draft.objects.exists()
    forger = Client()
    forger.cookies["last_here"] = "MQ:1abcde:forged"
    send(forger)
    assert not Draft.objects.exists()


def test_a_form_older_than_the_last_sign_in_keeps_its_words_if_it_came_from_our_own_page(cast, as_user):
    browser = as_user(Client(enforce_csrf_checks=True), cast.rowan)
    ours = browser.post(SOMEWHERE, {"title": "A good idea"}, headers={"origin": "http://testserver"})
    assert ours.status_code == 403
    assert "What you typed is kept" in ours.text
    assert "A good idea" in browser.get(reverse("members:kept")).text


def test_a_form_on_somebody_elses_site_keeps_nothing(cast, as_user):
    browser = as_user(Client(enforce_csrf_checks=True), cast.rowan)
    theirs = browser.post(SOMEWHERE, {"title": "Not mine"}, headers={"origin": "https://evil.example"})
    assert theirs.status_code == 403
    assert "Nothing was saved" in theirs.text
    assert not Draft.objects.exists()


def test_a_tap_by_htmx_after_the_session_ended_opens_the_sign_in_page(rowans_phone):
    response = rowans_phone.post(SOMEWHERE, {"title": "x"}, headers={"hx-request": "true"})
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))


def test_a_draft_comes_back_to_its_writer_and_to_nobody_else(client, cast, as_user):
    address = reverse("members:draft", args=["quick-log"])
    as_user(client, cast.rowan).post(address, {"title": "Half a sen", "people": ["3", "5"]})
    assert client.get(address).json()["fields"] == [["title", "Half a sen"], ["people", "3"], ["people", "5"]]
    assert as_user(Client(), cast.robin).get(address).status_code == 204
    client.post(address, {"_forget": "1"})
    assert client.get(address).status_code == 204


def test_a_draft_longer_than_we_keep_is_refused_in_words(client, cast, as_user):
    response = as_user(client, cast.rowan).post(reverse("members:draft", args=["quick-log"]), {"title": "x" * 300_000})
    assert response.status_code == 413


def test_no_more_than_twenty_drafts_of_one_person_are_kept(cast):
    now = timezone.now()
    for number in range(25):
        drafts.keep(person=cast.rowan, form=f"form-{number}", words={"fields": []}, now=now + timedelta(seconds=number))
    assert Draft.objects.filter(person=cast.rowan).count() == 20
    assert drafts.find(person=cast.rowan, form="form-24", now=now) is not None
