"""Support and safety in the story: training, a plan, check-ins, one sealed concern, and the equality questions."""

from datetime import timedelta

from coproduction.dashboards import equality as totals
from coproduction.dashboards.models import PublishedEquality
from coproduction.story.reading import read
from members import charity
from members.actions import check_ins, concerns, equality, support_plans, training
from members.models import CheckIn, Concern, ConcernEntry, Course, Training
from members.permissions import Actor, Role
from members.queries import equality as equality_queries


def look_after(cast):
    """Everything of this part; called once when the story is loaded."""
    data = read("support")
    _training(cast, data)
    for entry in data["plan"]:
        _plan(cast, entry)
    for entry in data["check_in"]:
        _check_in(cast, entry)
    for entry in data["concern"]:
        _concern(cast, entry)
    _equality(cast, data["equality"])


def _as(cast, key, role):
    return Actor(person=cast[key], role=role)


def _training(cast, data):
    jo = _as(cast, "jo", Role.COORDINATOR)
    courses = {}
    for entry in data["course"]:
        words = {name: entry.get(name) for name in ("about", "months")}
        words["is_coproduction"] = entry.get("is_coproduction", False)
        courses[entry["key"]] = Course.objects.get_or_create(name=entry["name"], defaults=words)[0]
    for entry in data["training"]:
        day = cast.days.day(entry["day"])
        training.record(
            person=cast[entry["person"]], course=courses[entry["course"]], status=Training.Status.DONE, on_day=day, actor=jo,
            now=cast.days.now,
        )  # fmt: skip


def _plan(cast, entry):
    person, mine = cast[entry["person"]], _as(cast, entry["person"], Role.MEMBER)
    words = {name: entry[name] for name in support_plans.PARTS}
    support_plans.write(person=person, agreed=True, actor=mine, now=cast.days.now, **words)
    for key in entry["supporters"]:
        support_plans.open_to(person=person, supporter=cast[key], actor=mine, now=cast.days.now)


def _check_in(cast, entry):
    at = cast.days.now - timedelta(days=int(entry["ago"][:-1]))
    asks = cast[entry["assigned"]]
    about = f"story:{entry['person']}"
    check_ins.offer(
        people=[cast[entry["person"]]], sort=CheckIn.Sort.TOOK_PART, about=about, what=entry["what"], after=at,
        assigned_to=asks, now=at,
    )  # fmt: skip
    if outcome := entry.get("outcome"):
        asked = CheckIn.objects.get(about=about, person=cast[entry["person"]])
        check_ins.close(check_in=asked, outcome=outcome, actor=_as(cast, entry["assigned"], Role.COORDINATOR), now=at)


def _concern(cast, entry):
    at = cast.days.now - timedelta(days=int(entry["ago"][:-1]))
    found = Concern.objects.create(  # long ago, so the letter about it has left long ago as well
        reporter=cast[entry["by"]], reported_at=at, what=entry["what"], when_and_where=entry["when_and_where"],
        who=entry["who"],
    )  # fmt: skip
    lead = _as(cast, "iain", Role.SAFEGUARDING)
    later = at + timedelta(hours=3)
    concerns.looked(concern=found, actor=lead, now=later - timedelta(minutes=20))
    concerns.act(concern=found, sort=ConcernEntry.Sort.ACTION, words=entry["done"], actor=lead, now=later)


def _equality(cast, said):
    """The module goes on with its reason, members answer, and this year's totals are published."""
    row = charity.row()
    row.modules = sorted({*row.modules, equality_queries.MODULE})
    row.save()
    charity.forget()
    equality.usual_questions()
    asked = {q.pk for q in equality_queries.all_questions() if q.slug in said["answers"]}
    now = cast.days.now - timedelta(days=40)
    equality.say_why(why=said["why"], asked=asked, actor=_as(cast, "jo", Role.COORDINATOR), now=now)
    questions = {q.slug: q for q in equality_queries.questions()}
    for at, key in enumerate(said["answers"]["members"]):
        if key in cast.left:
            continue
        answers = {q: _chosen(q, said["answers"][slug][at]) for slug, q in questions.items()}
        equality.answer(person=cast[key], answers=answers, agreed=True, actor=_as(cast, key, Role.MEMBER), now=now)
    today = cast.days.today
    PublishedEquality.objects.get_or_create(published_on=today, defaults={"tables": totals.counted(today=today)})


def _chosen(question, mark):
    if mark == "-":
        return None
    return equality.PREFER_NOT if mark == "p" else list(question.choices.all())[int(mark)]
