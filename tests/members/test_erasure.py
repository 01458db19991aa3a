"""Erasing a person: the page, what is replaced, what is kept, restores, and invariant 7 over generated histories."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduction.dashboards import measures
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import period
from members.actions import erasing, erasure, erasure_log
from members.models import ErasureReceipt, Job, Letter, Person
from members.post import jobs
from members.queries import portions, traces
from members.rules import Refused
from members.views import erasing as erasing_views
from projects.models import Activity, Participation
from tests import factories as make
from tests.factories.cast import Cast
from tests.members.sheets import HEAD, bring, sheet


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


def erase(cast, person, **more):
    return erasure.erase(person=person, actor=cast.actor("jo"), now=timezone.now(), **more)


def words(response):
    return " ".join(response.content.decode().split())


def test_jo_sees_what_would_go_types_the_name_and_gets_a_receipt(cast, as_user, client):
    make.activity("Panel", people=[cast.robin], summary="Robin Vale chaired. A robin sang.")
    browser = as_user(client, cast.jo, "coordinator")
    address = f"/members/{cast.robin.pk}/erase/"
    assert "Nothing goes yet." in words(browser.get(address))
    looking = browser.post(f"{address}look/")["Location"]
    assert "waiting for its turn" in words(browser.get(looking))
    assert jobs.work_one(now=timezone.now())
    page = words(browser.get(looking, follow=True))
    assert "<mark>Robin Vale</mark>" in page
    assert browser.post(address, {"name": "Robin"}).status_code == 422
    assert Person.objects.get(pk=cast.robin.pk).erased_at is None
    there = browser.post(address, {"name": "robin vale"})["Location"]
    assert "done whole or not at all" in words(browser.get(there))
    assert browser.get(address)["Location"] == there
    assert jobs.work_one(now=timezone.now())
    assert "HX-Redirect" in browser.get(there, headers={"HX-Request": "true"}).headers
    assert "This page names nobody." in words(browser.get(there, follow=True))
    assert browser.get(f"/members/{cast.robin.pk}/").status_code == 404


def asked_to_erase(cast):
    """The job of an erasure whose look found that nobody else wrote about them."""
    actor, now = cast.actor("jo"), timezone.now()
    return erasing.begin(person=cast.robin, theirs=set(), rows=set(), actor=actor, now=now)


def test_a_worker_that_dies_midway_leaves_everything_and_the_next_one_ends_it(cast, monkeypatch):
    make.activity("Panel", people=[cast.robin], summary="Robin Vale chaired.")
    job = asked_to_erase(cast)
    with monkeypatch.context() as broken:
        broken.setattr(erasure, "_others", lambda *_: 1 / 0)  # everything of theirs has gone by then
        with pytest.raises(ZeroDivisionError):
            erasing.run(job, now=timezone.now(), progress=lambda done, of: None)
    assert Person.objects.get(pk=cast.robin.pk).name == "Robin Vale"
    assert cast.robin.grants.exists()
    assert ErasureReceipt.objects.count() == 0
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, lease_until=timezone.now() - timedelta(hours=1))
    assert jobs.work_one(now=timezone.now())
    receipt = ErasureReceipt.objects.get()
    job.refresh_from_db()
    assert (job.state, job.facts, job.key) == ("done", {"receipt": receipt.number}, f"erasure:{receipt.number}")
    # and one that died between the last word and saying so
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, lease_until=timezone.now() - timedelta(hours=1))
    assert jobs.work_one(now=timezone.now())
    assert ErasureReceipt.objects.count() == 1


def test_a_second_worker_that_comes_too_late_does_not_take_the_receipt_away(cast, as_user, client, monkeypatch):
    job, now = asked_to_erase(cast), timezone.now()
    stale, late = (
        Job.objects.get(pk=job.pk),
        Job.objects.get(pk=job.pk),
    )  # taken up by another worker when the first was silent for long
    erasing.run(job, now=now, progress=lambda done, of: None)
    erasing.run(stale, now=now, progress=lambda done, of: None)
    job.refresh_from_db()
    assert job.facts == {"receipt": ErasureReceipt.objects.get().number}
    # whoever asked how far it is at the very moment it ended read the job before, and the person after
    monkeypatch.setattr(erasing_views, "get_object_or_404", lambda *_, **__: late)
    there = as_user(client, cast.jo, "coordinator").get(f"/members/rights/erasing/{job.pk}/")
    assert "/receipts/" in there["Location"]


def test_what_holds_is_asked_again_when_the_worker_comes_to_it(cast, as_user, client):
    job = asked_to_erase(cast)
    browser = as_user(client, cast.jo, "coordinator")
    cast.jo.grants.update(role="staff", team=cast.team)
    assert jobs.work_one(now=timezone.now())
    assert Person.objects.get(pk=cast.robin.pk).erased_at is None
    cast.jo.grants.update(role="coordinator", team=None)
    assert "no longer a coordinator" in words(browser.get(f"/members/rights/erasing/{job.pk}/"))


def test_a_first_name_is_taken_out_only_where_somebody_said_it_is_theirs(cast):
    mine = make.activity("One", people=[cast.robin], summary="Robin asked first.")
    bird = make.activity("Two", people=[cast.rowan], summary="We heard a robin.")
    seen = erasure.preview(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    leave = frozenset(trace.key for trace in seen.unsure if str(bird.pk) in trace.key.split(":"))
    erase(cast, cast.robin, leave=leave)
    assert Activity.objects.get(pk=mine.pk).summary == "a member asked first."
    assert Activity.objects.get(pk=bird.pk).summary == "We heard a robin."


def test_words_are_looked_through_portion_by_portion_and_common_ones_only_so_far(cast, as_user, client, monkeypatch):
    monkeypatch.setattr(portions, "PORTION", 2)
    sung = [make.activity(f"Song {n}", people=[cast.rowan], summary=f"{n} We heard a robin.") for n in range(7)]
    told = make.activity("Panel", people=[cast.rowan], summary="Robin&nbsp;Vale chaired, 100% well_done.")
    seen = erasure.preview(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    found = {trace.pk for trace in seen.unsure if trace.model is Activity}
    assert found == {each.pk for each in sung}
    assert told.pk in {trace.pk for trace in seen.sure if trace.model is Activity}
    monkeypatch.setattr(traces, "MOST", 3)
    monkeypatch.setattr(erasing, "MOST", 3)
    browser = as_user(client, cast.jo, "coordinator")
    browser.post(f"/members/{cast.robin.pk}/erase/look/")
    jobs.work_one(now=timezone.now())
    page = words(browser.get(f"/members/{cast.robin.pk}/erase/"))
    assert "The first 3 stand here; the others stay as they are." in page
    assert "<mark>Robin Vale</mark>" in page
    erase(cast, cast.robin, theirs=frozenset({f"projects.activity:{sung[0].pk}:summary"}))
    assert Activity.objects.get(pk=sung[0].pk).summary == "0 We heard a a member."
    assert Activity.objects.get(pk=sung[6].pk).summary == "6 We heard a robin."
    assert Activity.objects.get(pk=told.pk).summary == "a member chaired, 100% well_done."


def test_what_two_people_share_stays_with_the_other(cast):
    sister = make.person("Wren Vale", email="robin@example.org", signs_in=False)
    erase(cast, cast.robin)
    assert sister.channels.get().address == "robin@example.org"
    assert Person.objects.get(pk=sister.pk).name == "Wren Vale"


def test_nobody_erases_themselves_nor_the_last_coordinator_nor_twice(cast):
    with pytest.raises(Refused, match="your own record"):
        erase(cast, cast.jo)
    ines = make.person("Ines Marr", role="coordinator")
    cast.jo.grants.update(ends=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="only coordinator"):
        erasure.erase(person=ines, actor=erasure.BY_RULE, now=timezone.now())
    erasure.erase(person=cast.robin, actor=erasure.BY_RULE, now=timezone.now())
    with pytest.raises(Refused, match="already"):
        erasure.erase(person=Person.objects.get(pk=cast.robin.pk), actor=erasure.BY_RULE, now=timezone.now())


def test_whoever_was_erased_is_erased_again_after_a_restore(cast, django_capture_on_commit_callbacks, capsys):
    digest = erasure.digest_of(cast.robin)
    erasure_log.path().write_text(f'{{"digest": "{digest}", "receipt": "X", "erased_at": "2026-01-01"}}\n{{"cut off')
    call_command("replay_erasures")
    assert "1 erased again" in capsys.readouterr().out
    assert Person.objects.get(pk=cast.robin.pk).erased_at
    assert Person.objects.get(pk=cast.rowan.pk).erased_at is None
    call_command("replay_erasures")
    assert "0 erased again" in capsys.readouterr().out


def test_the_log_outside_the_database_catches_up_after_a_crash(cast):
    receipt = erase(cast, cast.robin)
    assert not erasure_log.path().exists()  # the transaction of this test never commits
    erasure_log.plan_due(now=timezone.now())
    assert [line["digest"] for line in erasure_log.lines()] == [receipt.digest]
    assert "Robin" not in erasure_log.path().read_text()
    assert ErasureReceipt.objects.count() == 1


# ---- invariant 7 of domain 8.2: after erasure no text holds the name, and aggregate counts are unchanged -------------
NAMES = st.sampled_from(["Ada Zqxjvk", "Ó Fiáin Zqx", "Zq-Xjvk D'Arcy", "Zqxjvk"])
HISTORY = st.lists(
    st.tuples(st.integers(1, 400), st.sets(st.integers(0, 2), min_size=1), st.integers(0, 240), st.booleans()),
    min_size=1, max_size=6,
)  # fmt: skip


@given(name=NAMES, history=HISTORY, leaves=st.booleans())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_invariant_7_after_erasure_no_text_holds_the_name_and_every_count_stands(db, name, history, leaves):
    with transaction.atomic():
        cast = Cast()
        gone = make.person(name, email="zq@example.org", role="member")
        make.membership(gone, state="left" if leaves else "active")
        people = [gone, cast.rowan, cast.tal]
        for days, who, minutes, says in history:
            there = [people[i] for i in sorted(who)]
            make.activity(
                "Panel", people=there, minutes=minutes, days_ago=days, summary=f"{name} was there." if says else ""
            )
        before = _counts()
        erase(cast, gone)
        assert _counts() == before
        assert not Activity.objects.filter(summary__icontains=name).exists()
        assert not Person.objects.filter(name__icontains=name).exists()
        assert not apps.get_model("projects", "ActivityEvent").objects.filter(summary__icontains=name).exists()
        transaction.set_rollback(True)


def _counts():
    now, today = timezone.now(), timezone.localdate()
    boards = [measures.board(period=period(slug, today=today), filter=Filter(), now=now) for slug in ("12m", "all")]
    return [board.measures for board in boards], Participation.objects.values("person").distinct().count()


def test_a_letter_to_a_namesake_is_theirs_and_nobody_has_to_decide_about_it(cast):
    other = make.person("Robin Tarn", email="tarn@example.org")
    letter = Letter.objects.create(
        key="t1", kind="mailing", person=other, lane=3, due_at=timezone.now(), text="Hello Robin, Robin Vale came."
    )
    seen = erasure.preview(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert [trace.found for trace in seen.sure if trace.model is Letter] == ["Robin Vale"]
    Letter.objects.filter(pk=letter.pk).update(text="Hello Robin, all is well.")
    seen = erasure.preview(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert [trace for trace in [*seen.sure, *seen.unsure] if trace.model is Letter] == []
    erase(cast, cast.robin)
    assert Letter.objects.get(pk=letter.pk).text == "Hello Robin, all is well."


def test_a_row_that_only_may_be_them_goes_only_when_somebody_says_so(cast, as_user, client):
    rows = [HEAD, ["Robin Vale", "other@example.org", "", "", ""], ["Robyn Vale", "robin@example.org", "", "", ""]]
    browser = as_user(client, cast.jo, "coordinator")
    assert cast.robin
    found = bring(browser, sheet(rows))
    first, second = found.rows.filter(fate="ask").order_by("number")
    assert first.person == second.person == cast.robin
    address = f"/members/{cast.robin.pk}/erase/"
    browser.post(f"{address}look/")
    jobs.work_one(now=timezone.now())
    page = words(browser.get(address))
    assert "Rows of a spreadsheet that may be them" in page
    assert "other@example.org" in page
    browser.post(address, {"name": "robin vale", "rows": [second.pk]})
    jobs.work_one(now=timezone.now())
    kept = found.rows.get(fate="new")
    assert kept.pk == first.pk
    assert "Robin Vale" in kept.words
    assert kept.person is None
    assert not found.rows.filter(pk=second.pk).exists()


@pytest.mark.django_db
def test_what_a_form_was_told_to_say_once_is_no_word_of_anybodys(cast):
    """Two of these became the same word, the second row refused it, and the erasure ended half way."""
    tokens = {"Wilhelmina Underwood", "wilhelmina underwood"}
    for token in tokens:
        make.activity("Read the letter", form_token=token)
    erase(cast, make.person("Wilhelmina Underwood"))
    assert set(Activity.objects.values_list("form_token", flat=True)) == tokens
