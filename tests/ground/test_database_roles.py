"""What each database role may do: the site lives under its own, and of history it may add and read, nothing else.

Roles are made in the transaction of each test and gone with it; the person at the keyboard is app_rw from then on.
"""

from contextlib import contextmanager
from datetime import timedelta

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coproduction.copies import manifest
from coproduction.database_roles import giving
from members import sweeps
from members.actions import consents, erasure, redaction, sealing
from members.models import Heartbeat, Letter, Person, Redaction
from members.models.consent import Consent
from members.post import delivery, jobs, links
from members.queries import traces
from projects.models import Activity, Participation
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("database_roles")]
NOT_ALLOWED = "42501"  # Postgres's own number for it


def sql(words, values=None):
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall() if cursor.description else None


def refused(words):
    """The number of the refusal, or None where it was done; nothing of it stays."""
    try:
        with transaction.atomic():
            sql(words)
            transaction.set_rollback(True)
    except DatabaseError as no:
        return getattr(no.__cause__, "pgcode", None)
    return None


@contextmanager
def signed_in_as(role):
    sql(f"SET SESSION AUTHORIZATION {role}")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            sql("RESET SESSION AUTHORIZATION")


@pytest.fixture
def roles(db, capsys):
    call_command("database_roles")
    return capsys.readouterr().out


@pytest.fixture
def site(roles):
    """From here on every statement is the site's own, as with DATABASE_URL=postgres://app_rw:…"""
    with signed_in_as("app_rw"):
        yield


def tables_of_history():
    found = sql(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE attname = 'pgh_label' AND relkind = 'r' ORDER BY 1"
    )
    return [name for (name,) in found]


def own_triggers(table):
    return [
        name
        for (name,) in sql(f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal")
    ]


def test_asvs_13_2_2_of_history_the_site_may_add_and_read_and_nothing_else(site):
    tables = tables_of_history()
    assert len(tables) > 100
    wrong = []
    for table in tables:
        tries = [
            f"UPDATE {table} SET pgh_label = ''",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"DROP TABLE {table}",
        ]
        tries += [
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            *(f"DROP TRIGGER {name} ON {table}" for name in own_triggers(table)),
        ]
        wrong += [words for words in tries if refused(words) != NOT_ALLOWED]
        assert len(tries) >= 7, f"{table} is not append-only, or may be emptied"
    assert wrong == []


def test_the_site_looks_away_from_no_trigger_and_makes_no_table(site):
    with pgtrigger.ignore():
        assert refused("DELETE FROM members_personevent") == NOT_ALLOWED
    for words in (
        "SET session_replication_role = replica",
        "ALTER TABLE members_person DISABLE TRIGGER ALL",
        "CREATE TABLE more (id int)",
        "TRUNCATE members_heartbeat",
        "SET ROLE app_owner",
        "SET ROLE app_retention",
        "INSERT INTO members_redaction (transaction, login, history, what, rows) VALUES (1, 'x', 'x', '', 1)",
        "DELETE FROM members_redaction",
        "DELETE FROM django_migrations",
        "SELECT history_remove('members_person', '{1}')",
        "SELECT history_rewrite('members_personevent', '{1}', 'pgh_label', '')",
        "ALTER FUNCTION history_remove(regclass, bigint[]) OWNER TO app_rw",
    ):
        assert refused(words) == NOT_ALLOWED, words


def test_without_roles_the_owner_of_the_tables_could_do_it(db, cast):
    """The negative control: what the tests above refuse is refused by the role alone."""
    assert cast.rowan
    with pgtrigger.ignore():
        assert refused("DELETE FROM members_personevent") is None
    assert refused("ALTER TABLE members_heartbeat DISABLE TRIGGER ALL") is None


def test_asvs_16_4_2_nobody_empties_a_table_of_history_not_even_its_owner(db):
    assert all(refused(f"TRUNCATE {table}") == NOT_ALLOWED for table in tables_of_history())


def test_history_changes_by_its_door_alone_in_our_own_code_too(cast):
    assert cast.rowan
    for change in ('UPDATE "members_personevent" SET "name" = \'\'', 'DELETE FROM "members_personevent"'):
        with pytest.raises(redaction.NotByTheDoor), redaction.lifted():
            sql(change)


def test_a_number_that_comes_again_in_another_postgres_begins_a_line_of_its_own(cast):
    """Redactions come along with a copy; the Postgres it is put back into counts its transactions from the beginning."""
    sql(
        "INSERT INTO members_redaction (at, transaction, login, history, what, rows) VALUES"
        " (now() - interval '1 year', pg_current_xact_id()::text::bigint, 'before', 'members_personevent', '', 7)"
    )
    events = traces.events_of(Person)[0].objects.filter(pgh_obj_id__in=[cast.rowan.pk, cast.robin.pk])
    how_many = events.count()
    with redaction.lifted():
        for person in (cast.rowan, cast.robin):
            redaction.delete(events.filter(pgh_obj_id=person.pk))
    before, here = Redaction.objects.filter(history="members_personevent").values_list("login", "rows")
    assert before == ("before", 7)
    assert here[1] == how_many > 1, "and one transaction has one line"


def test_a_day_of_the_site_under_its_own_role(site, cast, client, as_user, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    now = timezone.now()
    meeting = make.meeting(people=[cast.rowan, cast.robin], team=cast.team, lead=cast.jo)
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at, now=now
    )
    assert client.post(f"/rsvp/{link.token}/", {"answer": "yes", "mode": "room"}).status_code == 303
    delivery.deliver_due(now=now + timedelta(minutes=1))
    assert Letter.objects.filter(person=cast.rowan, kind="meeting_receipt", state="sent").exists()

    panel = make.kind("Interview panel", is_meeting=False, default_level="operational")
    entry = {
        "what": panel.slug, "title": "Panel", "date": timezone.localdate().isoformat(), "team": cast.team.pk, "others": "", "others_le": "",
        "people": [cast.robin.pk], "stage": "2", "project": "", "hours": "1.5", "notes": "Robin Vale chaired.", "once": "one",
    }  # fmt: skip
    assert as_user(client, cast.ash).post("/involvement/new/", entry).status_code == 303

    make.support_plan(cast.robin)
    consents.withdraw(
        person=cast.robin, consent=Consent.LIVED_EXPERIENCE, how="spoken", actor=cast.actor("jo"), now=now
    )
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=now)
    panel_held = Activity.objects.get()
    assert Participation.objects.filter(activity=panel_held).count() == 1
    assert "Robin" not in panel_held.summary
    assert not traces.events_of(Person)[0].objects.filter(pgh_obj_id=cast.robin.pk).exists()
    noted = Redaction.objects.filter(history="members_personevent", what="")
    assert [line.login for line in noted] == ["app_rw"]

    Letter.objects.update(due_at=now - timedelta(days=400))
    run = sweeps.look(now=now)
    sweeps.confirm(run=run, actor=cast.actor("jo"), now=now)
    while jobs.work_one(now=now):
        pass
    assert not Letter.objects.exclude(text="").exists()
    assert sum(done.rows for done in sealing.rotate()) > 0


def test_whoever_makes_copies_reads_everything_and_writes_only_that_there_is_one(roles, cast):
    assert cast.rowan
    with signed_in_as("app_backup"):
        assert manifest.of_database()["tables"]["members_person"] == 1
        Heartbeat.objects.update_or_create(name="backup", defaults={"word": "ok"})
        assert refused("DELETE FROM members_letter") == NOT_ALLOWED
        assert refused("SELECT history_remove('members_personevent', '{1}')") == NOT_ALLOWED


def test_the_charitys_own_reports_read_three_views_and_no_table(roles):
    with signed_in_as("app_report"):
        for view in giving.VIEWS:
            assert sql(f"SELECT * FROM report.{view}") == []
        for (table,) in sql(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        ):
            assert refused(f'SELECT FROM public."{table}" LIMIT 1') == NOT_ALLOWED, table


def test_the_owner_brings_the_tables_up_to_date_and_the_site_reads_what_is_new(roles):
    with signed_in_as("app_owner"):
        giving.step_aside()
        sql("CREATE TABLE members_newevent (pgh_id bigserial PRIMARY KEY, pgh_label text, pgh_obj_id bigint)")
        call_command("migrate", verbosity=0)
        giving.give_rights()
    with signed_in_as("app_rw"):
        sql("INSERT INTO members_newevent (pgh_label) VALUES ('insert')")
        assert refused("DELETE FROM members_newevent") == NOT_ALLOWED
    assert refused("TRUNCATE members_newevent") == NOT_ALLOWED


def test_passwords_are_made_once_and_shown_once(roles, capsys):
    assert roles.count("postgres://app_") == 4
    call_command("database_roles")
    assert "postgres://" not in capsys.readouterr().out
    kept = dict(sql("SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'app\\_%'"))
    assert kept["app_rw"].startswith("SCRAM-SHA-256$")
    assert kept["app_retention"] is None


def test_it_can_be_printed_for_whoever_runs_postgres(db, capsys):
    call_command("database_roles", "--sql", "--prefix", "involve")
    printed = capsys.readouterr().out
    assert "CREATE ROLE involve_retention NOLOGIN" in printed
    assert "app_" not in printed
    sql("".join(printed.rpartition("-- In psql")[0]))
    assert sql("SELECT 1 FROM pg_roles WHERE rolname = 'involve_rw'") == [(1,)]
