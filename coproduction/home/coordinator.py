"""A coordinator's Monday: what to do today, in the order in which it hurts to leave it."""

from datetime import datetime, time, timedelta

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from coproduction.home import (
    access,
    after,
    agendas,
    agreeing,
    asking,
    assessing,
    between,
    gathering_days,
    getting_started,
    keys,
    kinds,
    loops,
    money,
    month,
    quarter,
    reports,
    rights,
    watching,
    way_in,
    wordings,
)
from coproduction.home.registers import open_registers
from coproduction.home.support import shared_out, to_do
from meetings.models import Meeting, Registration
from meetings.queries import silent_invitees
from members import charity
from members.models import Letter
from members.models.channel import Way
from members.post import tidying
from members.queries import accounts, cover
from projects.models import QualityTask
from projects.queries import needs_detail

FEW = 6
ENOUGH = 60
LETTERS_LOOK_BACK = timedelta(days=30)


class Pile:
    """The first few of a list, and how many more there are."""

    def __init__(self, rows):
        self.rows = rows = list(rows)
        self.few, self.count = rows[:FEW], len(rows)
        self.more = max(0, self.count - FEW)
        if self.count >= ENOUGH:  # nobody counts on
            self.more = f"at least {self.more}"

    def __bool__(self):
        return self.count > 0


def monday(*, actor, now):
    tasks = list(_tasks(now)[:ENOUGH])
    also = [
        *getting_started.to_look_at(actor, charity.current()), *way_in.to_look_at(actor),
        *access.to_arrange(actor, now=now), *agendas.to_look_at(actor, now=now), *rights.to_answer(), *after.to_do(actor, now=now),
        *month.late(actor, now=now),
        *between.to_look_at(actor, now=now),
        *gathering_days.to_do(actor, now=now),
        *loops.to_look_at(actor, now=now), *asking.to_look_at(actor, now=now), *money.to_look_at(actor, now=now),
        *agreeing.to_look_at(now=now), *assessing.to_look_at(actor, now=now), *kinds.to_look_at(actor, now=now),
        *quarter.to_look_at(actor, now=now, since=quarter.asked_since(now)), *reports.to_look_at(),
        *keys.to_look_at(now=now), *watching.to_look_at(), *wordings.to_look_at(),
    ]  # fmt: skip
    support = shared_out(to_do(actor, now=now, also=also))
    unfinished, quality = Pile(needs_detail(actor)[:ENOUGH]), Pile(_quality()[:ENOUGH])
    found = {
        "today": timezone.localdate(now),
        "steps": getting_started.sorted_out(support["others"]),
        "access_due": accounts.is_due(charity.current(), now=now),
        "away": cover.away_today(day=timezone.localdate(now)),
        "calls": Pile(_one_a_person(task for task in tasks if task.way == Way.PHONE)),
        "texts": Pile(task for task in tasks if task.way == Way.TEXT),
        "post": Pile(task for task in tasks if task.way in (Way.POST, Way.EMAIL)),
        "trouble": Pile(_trouble(now)[:ENOUGH]),
        "silent": Pile(silent_invitees(now).defer("different")[:ENOUGH]),
        "welcome": Pile(way_in.to_welcome(now=now)[:ENOUGH]),
        "drafts": Pile(_drafts(now)[:ENOUGH]),
        "registers": Pile(open_registers(now)[:ENOUGH]),
        "unfinished": unfinished,
        "quality": quality,
        "support": support,
        "look": way_in.sorted_out(support["others"], now=now),
        "needs": access.sorted_out(support["others"]),
        "agendas": agendas.sorted_out(support["others"]),
        "rights": rights.sorted_out(support["others"]),
        "after": after.sorted_out(support["others"]),
        "late_steps": month.sorted_out(support["others"]),
        "questions": between.sorted_out(support["others"], now=now),
        "heard": between.heard(support["others"]),
        "loops": loops.sorted_out(support["others"]),
        "asking": asking.sorted_out(support["others"]),
        "claims": money.sorted_out(support["others"], now=now),
        "agreeing": agreeing.sorted_out(support["others"]),
        "assessing": assessing.sorted_out(support["others"]),
        "kinds": kinds.sorted_out(support["others"]),
        "quarter": quarter.sorted_out(support["others"], now=now),
        "reports": reports.sorted_out(support["others"]),
        "keys": keys.sorted_out(support["others"]),
        "wordings": wordings.sorted_out(support["others"]),
        "troubles": watching.sorted_out(support["others"]),
        "days": gathering_days.sorted_out(support["others"], now=now),
        "log_tone": "waits" if unfinished or quality else "done",
    }
    return found | {"late": _late(found)}


def _late(found):
    """Which cards hold something whose day is over: they stand first, before what is only urgent."""
    today, support = found["today"], found["support"]
    return {
        "questions": any(row["is_late"] for row in found["questions"]),
        "days": any(row["is_late"] for row in found["days"]),
        "welcome": any(line.is_late for line in found["welcome"].few) or bool(found["look"]["late"]),
        "rights": _is_over(found["rights"]["asked"] + found["rights"]["complaints"], today),
        "needs": _is_over(found["needs"]["to_arrange"] + found["needs"]["one_by_one"], today),
        "check_ins": _is_over(support["to_ask"], today),
        "training": _is_over(support["running_out"], today),
        "reviews": _is_over(found["agreeing"]["reviews"], today),
        "registers": any(timezone.localdate(meeting.ends_at) < today for meeting in found["registers"].rows),
        "actions": bool(found["after"]["late"]),
        "claims": any(row["late"] for row in found["claims"].get("few", ())),
    }


def _is_over(rows, today):
    return any(row["at"] and timezone.localdate(row["at"]) < today for row in rows)


def _tasks(now):
    """Calls, texts and letters that are due by the end of today; the same people as on *calls and letters*."""
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time()))
    due = tidying.to_be_told(now=now).filter(due_at__lt=tonight)
    return due.select_related("person").order_by("-is_urgent", "due_at", "pk")


def _one_a_person(tasks):
    """The first line of each person; `also` is how many more things there are to say in the same call."""
    first = {}
    for task in tasks:
        one = first.setdefault((task.person_id, task.to_name), task)
        one.also = 0 if one is task else one.also + 1
    return first.values()


def _trouble(now):
    """Letters that failed or may not have arrived, and nobody has rung about them since; for those that came back there is
    a call already. A guest of a conference has no call: theirs stand here too, also those that came back, until a letter
    about the same registration has left."""
    bad = Q(state__in=[Letter.State.FAILED, Letter.State.UNCERTAIN])
    ours = bad & Q(person__isnull=False, person__died_on=None, bounced_at=None)
    guests = (bad | Q(bounced_at__isnull=False)) & Q(person=None, about__startswith="registration:", is_sensitive=False)
    since = Letter.objects.filter(
        about=OuterRef("about"), state=Letter.State.SENT, bounced_at=None, pk__gt=OuterRef("pk")
    )
    which = Cast(KeyTextTransform("registration", "facts"), BigIntegerField())
    name = Registration.objects.filter(pk=OuterRef("of_guest")).order_by().values("name")[:1]
    return (
        Letter.objects.filter(ours | guests & ~Exists(since), due_at__gte=now - LETTERS_LOOK_BACK, task=None)
        .outside_the_sealed_room()
        .select_related("person")
        .annotate(of_guest=which)
        .annotate(guest=Coalesce(Subquery(name), Value("")))
        .only("kind", "state", "due_at", "about", "reason", "bounced_at", "person__name")
        .order_by("-due_at", "-pk")
    )


def _drafts(now):
    soon = Q(series=None) | Q(starts_at__lte=now + month.DRAFTS_SHOWN)
    return Meeting.objects.filter(soon, state=Meeting.State.DRAFT, ends_at__gte=now).annotate(invited=Count("rsvps")).order_by(
        "starts_at", "pk"
    )  # fmt: skip


def _quality():
    return QualityTask.objects.filter(closed_at=None).select_related("activity").order_by("noted_at", "pk")
