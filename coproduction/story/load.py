"""The demonstration story from the beginning: people, places, work, the past year and what comes next."""

from django.db import transaction

from coproduction.story import (
    access,
    after,
    agendas,
    agreeing,
    asking,
    bodies,
    conference,
    consents,
    desk,
    desk_work,
    gathering_days,
    joining,
    kinds_of_work,
    looks,
    loops,
    network,
    past,
    people,
    planning,
    present,
    quarter,
    recognition,
    reports,
    rights,
    series,
    settings,
    showing,
    support,
    told,
    work,
)
from coproduction.story.days import Days
from meetings.models import Meeting
from members import disk
from members.models import Membership, Organisation, Person
from projects.models import Activity, Project


def is_loaded():
    """Whether the story stands here already."""
    return Organisation.objects.filter(is_placeholder=True).exists()


@disk.even_if_low()
@transaction.atomic
def load(*, now):
    """Everything, in one transaction: the whole story or none of it."""
    cast = people.gather(days=Days(now=now))
    settings.write_down(cast)
    consents.agree(cast)  # before letters leave, which follow wishes
    access.tell(cast)
    desk_work.word_anew(cast)
    projects = work.lay_out(cast)
    recognition.keep_rates(cast)  # before anybody is asked to anything
    present.look_ahead(cast, projects)
    settings.look_after(cast)
    past.hold_meetings(cast)  # afterwards, so that the clock reminds nobody of meetings long over
    network.bring_together(cast)
    bodies.ask_each_other(cast)
    consents.afterwards(cast)
    agendas.went_out(cast)
    after.write_notes(cast)
    loops.come_round(cast, projects)
    agreeing.agree(cast, projects)
    recognition.settle(cast)
    asking.come_forward(cast, projects)
    series.belong(cast)
    access.arrange(cast)
    agendas.wait(cast)
    conference.open_next(cast)
    joining.come_and_go(cast)
    desk.keep_notes(cast)
    support.look_after(cast)
    rights.ask(cast)
    desk_work.fill_the_desk(cast)
    gathering_days.hold(cast)
    loops.from_the_tables(cast, projects)
    planning.carry_on(cast)
    told.tell(cast)
    showing.show(cast)
    looks.look(cast)
    kinds_of_work.lay_out(cast, projects)
    quarter.answer(cast)
    reports.report(cast)
    desk.sign_history(cast)


def summary():
    """One line that says what stands here."""
    counts = {
        "people": Person.objects.count(),
        "members of the Advisory Group": Membership.objects.exclude(started_on=None).count(),
        "partner organisations": Organisation.objects.count(),
        "projects": Project.objects.count(),
        "meetings": Meeting.objects.count(),
        "activities": Activity.objects.count(),
    }
    return "The story: " + ", ".join(f"{number} {words}" for words, number in counts.items()) + "."
