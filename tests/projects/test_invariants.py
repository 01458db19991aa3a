"""Invariant 5, whatever is logged, changed, taken back and brought back, in whatever order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from meetings.models import Level
from members.rules import Refused
from projects.actions import lifecycle, logging
from projects.models import Activity, Participation, Stage
from projects.queries import first_involved_stage, given_by
from tests import factories as make
from tests.factories import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 9, 13, 0, tzinfo=UTC)
TODAY = date(2026, 6, 9)
STAGES = st.one_of(st.none(), st.sampled_from(Stage.values))

entries = st.fixed_dictionaries(
    {
        "people": st.sets(st.sampled_from(["rowan", "sam", "pat", "uma"]), max_size=4),
        "stage": STAGES,
        "level": st.sampled_from(["strategic", "operational"]),
        "days_ago": st.integers(0, 20),
        "others": st.integers(0, 3),
        "others_le": st.integers(0, 3),
        "fate": st.sampled_from(["kept", "taken back", "brought back", "corrected"]),
        "minutes": st.one_of(st.none(), st.integers(0, 600)),
    }
)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking against a database takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(log=st.lists(entries, max_size=7), correction=STAGES, first=st.booleans())
def test_levels_add_up_people_are_no_more_than_attendances_and_nobody_came_in_later_than_the_log_shows(
    db, log, correction, first
):
    Activity.objects.all().delete()
    cast = _the_cast(Cast())
    project = make.project(team=cast.team)
    if first:
        correction = _correct(correction, cast, project)
    for entry in log:
        _write(entry, cast, project)
    if not first:
        correction = _correct(correction, cast, project)

    held = Activity.objects.held()
    assert sum(held.filter(level=level).count() for level in Level.values) == held.count()

    parts = Participation.objects.filter(activity__in=held, is_lived_experience=True)
    assert parts.values("person").distinct().count() <= parts.count()
    assert sum(given_by(getattr(cast, name)).activities for name in ("rowan", "sam", "pat")) == parts.count()

    _check_first_stage(log, correction, project)


def _correct(stage, cast, project):
    """The correction that stands; None when it was refused."""
    try:
        lifecycle.correct_first_stage(project=project, stage=stage, reason="Asked", actor=cast.actor("jo"), now=NOW)
    except Refused:
        return None
    return stage


def _the_cast(cast):
    """The same people in every example."""
    from members.models import Person

    names = {"rowan": "Rowan", "sam": "Sam", "pat": "Pat", "uma": "Uma", "jo": "Jo", "ash": "Ash"}
    for name, first in names.items():
        if found := Person.objects.filter(name__startswith=first).first():
            cast.__dict__[name] = found
    return cast


def _write(entry, cast, project):
    kind = make.kind(f"Some {entry['level']} thing", is_meeting=False, default_level=entry["level"])
    ash, jo = cast.actor("ash"), cast.actor("jo")
    activity = logging.quick_log(
        actor=ash,
        now=NOW,
        kind=kind,
        title="Something",
        date=TODAY - timedelta(days=entry["days_ago"]),
        team=cast.team,
        people=[getattr(cast, name) for name in sorted(entry["people"])],
        others=entry["others"],
        others_le=min(entry["others"], entry["others_le"]),
        stage=entry["stage"],
        project=project,
        minutes=entry["minutes"],
    )
    if entry["fate"] in ("taken back", "brought back"):
        logging.take_back(activity=activity, actor=ash, now=NOW)
    if entry["fate"] == "brought back":
        logging.bring_back(activity=activity, actor=ash, now=NOW)
    if entry["fate"] == "corrected":
        logging.edit(activity=activity, actor=jo, now=NOW, stage=Stage.SHARE)


def _check_first_stage(log, correction, project):
    """Counted again from what was typed, in plain Python."""
    involved = [
        (-entry["days_ago"], Stage.SHARE if entry["fate"] == "corrected" else entry["stage"])
        for entry in log
        if entry["fate"] != "taken back" and (entry["people"] - {"uma"} or min(entry["others"], entry["others_le"]))
    ]
    first_day = min((day for day, _ in involved), default=None)
    earliest = min((stage or 99 for day, stage in involved if day == first_day), default=99)
    known = [stage for stage in (earliest, correction) if stage and stage != 99]
    assert first_involved_stage(project) == (min(known) if known else None)
    if earliest != 99:
        assert first_involved_stage(project) <= earliest
