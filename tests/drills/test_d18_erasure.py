"""D18: somebody with a marker in every column is erased; the dump and the uploads hold no trace, every total stands."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from coproduction.dashboards import measures
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import period
from members import files, personal_data
from members.actions import erasing, erasure, erasure_log
from members.events import person_erased
from members.models import Channel, ErasureReceipt, Job, Letter, Person
from members.post import clock, jobs
from tests import factories as make
from tests.drills import planting
from tests.drills.planting import MARKER

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
NAME = f"Ada {MARKER.capitalize()}"


@pytest.fixture
def ada(cast, as_user, client):
    """A member who has used the site for a while; her marker is in all her words, and her name in those of others."""
    planting.empty_uploads()
    erasure_log.path().unlink(missing_ok=True)
    now = timezone.now()
    ada = make.person(NAME, email=f"ada.{MARKER}@example.org", phone="01632 960 477", role="member", pronouns=MARKER)
    make.membership(ada, state="active")
    make.seat(ada, cast.group)
    others = [cast.rowan, cast.robin, cast.tal]
    past = make.meeting("Autumn meeting", people=[ada, *others], days=-20)
    for rsvp in past.rsvps.all():
        make.attendance(past, rsvp.person)
    past.rsvps.filter(person=ada).update(answer="yes", mode="room", via="desk", different=f"taxi for {MARKER}")
    make.activity("Interview panel", people=[ada, *others], days_ago=30, summary=f"{NAME} asked the best question.")
    make.activity("By herself", people=[ada], days_ago=200)
    coming = make.meeting("Winter meeting", people=[ada, *others], days=9, about=f"Lunch by Ada  {MARKER}, who cooks.")
    site_is_used(as_user(client, ada, "member"), coming, ada)
    Channel.objects.filter(person=cast.rowan).update(who_may_answer=f"{NAME} next door")
    Person.objects.filter(pk=ada.pk).update(username=f"ada-{MARKER}")
    failed = planting.plant_everywhere(ada, cast.jo)
    assert {label: why for label, why in failed.items() if "unique" not in why and "duplicate" not in why} == {}
    files.keep(
        f"name\n{NAME}\n".encode(),
        name="list.csv",
        types=["csv"],
        most_bytes=999,
        now=now,
        expires_at=now + timedelta(1),
    )
    files.keep(f"of {NAME}".encode(), name=f"{MARKER}.txt", types=["txt"], most_bytes=999, now=now, about_person=ada)
    cache.set("board", {"chair": NAME}, 600)
    clock.tick(now=now)
    return ada


def site_is_used(client, meeting, ada):
    for address in ("/", "/members/me/", "/members/my-messages/", f"/meetings/{meeting.pk}/"):
        assert client.get(address).status_code == 200
    client.post("/members/ring-me/")
    client.post(f"/meetings/{meeting.pk}/answer/", {"answer": "yes", "mode": "room"})


def totals():
    now = timezone.now()
    today = timezone.localdate(now)
    return [measures.board(period=period(slug, today=today), filter=Filter(), now=now) for slug in ("12m", "all")]


def erase_as_jo_does(ada, cast, seen):
    """Through the worker: the look, the yes, the erasure; `seen` gets how far it was, as a page beside it reads it."""
    actor, now = cast.actor("jo"), timezone.now()
    looked = erasing.look(person=ada, actor=actor, now=now)
    work()
    found = Job.objects.get(pk=looked.pk).facts
    job = erasing.begin(person=ada, theirs=found["unsure"], rows=found["maybe"], actor=actor, now=now)

    def page_beside(**announced):
        with connection.copy().cursor() as cursor:
            cursor.execute("SELECT done, of FROM members_job WHERE id = %s", [job.pk])
            seen.append(cursor.fetchone())
            cursor.close()
            cursor.connection.close()

    person_erased.connect(page_beside)
    try:
        work()
    finally:
        person_erased.disconnect(page_beside)
    return ErasureReceipt.objects.latest("pk")


def work():
    while jobs.work_one(now=timezone.now()):
        pass


def erase(ada, cast):
    return erasure.erase(person=ada, actor=cast.actor("jo"), now=timezone.now())


def test_after_erasure_nothing_of_her_is_left_and_every_total_stands(ada, cast):
    before, people = totals(), Person.objects.count()
    there = planting.hits(planting.dump(), MARKER)
    assert len(there) > 60
    assert planting.uploads_with(MARKER)
    seen = []
    receipt = erase_as_jo_does(ada, cast, seen)
    ((done, of),) = seen
    assert done == of > 100, "how far it is can be seen before all of it is there"
    assert planting.hits(planting.dump(), MARKER, "960477", "960 477") == []
    assert planting.uploads_with(MARKER) == []
    assert totals() == before
    assert Person.objects.count() == people
    assert MARKER not in erasure_log.path().read_text()
    assert receipt.digest in erasure_log.digests()


@pytest.mark.control
def test_a_model_that_is_left_out_is_found(ada, cast, monkeypatch):
    """The control: with the messages left out of the register, the drill above would go red."""
    monkeypatch.delitem(personal_data._records, Letter)
    Letter.objects.filter(person=ada).update(text=f"sealed in {MARKER.upper()}LAND")
    erase(ada, cast)
    assert [line for line in planting.hits(planting.dump(), MARKER) if "members_letter" in line]


def test_who_comes_back_is_a_new_person(ada, cast):
    erase(ada, cast)
    back = make.person(NAME, email=f"ada.{MARKER}@example.org", role="member")
    assert back.pk != ada.pk
    assert not back.participations.exists()
    assert EmailAddress.objects.filter(user=back).exists()
