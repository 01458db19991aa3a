"""Money on homes: for finance what is not paid yet, for a coordinator what waits to be agreed to."""

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, Value, Window
from django.db.models.functions import Cast
from django.utils import timezone

from members import charity
from members.models.charity import Module
from members.post.window import working_days_after
from projects.models import Claim, ClaimState, RecognitionRules
from projects.queries import claims

FEW = 6
OLDEST = 12


def ageing(actor, *, now):
    """The oldest claims with their days, what can be taken out, and how long it took lately."""
    if not charity.has(Module.PAYMENTS):
        return {"payments": False, "claim_lines": [], "claim_counts": {}}
    today, rules = timezone.localdate(now), RecognitionRules.current()
    return {
        "payments": True,
        "claim_lines": claims.lines(claims.waiting(actor)[:OLDEST], within=rules.pay_within, today=today),
        "claim_counts": claims.counts(actor),
        "days_to_pay": claims.days_to_pay(today=today),
        "pay_within": rules.pay_within,
    }


def to_look_at(actor, *, now):
    """A queryset for `support.to_do`: claims somebody else wrote down, the oldest first; for the name, how many."""
    if not charity.has(Module.PAYMENTS):
        return []
    text = CharField()
    waiting = Claim.objects.visible_to(actor).filter(state=ClaimState.SUBMITTED)
    waiting = waiting.exclude(person=actor.person_id).exclude(entered_by=actor.person_id).order_by("submitted_at", "pk")
    rows = waiting.annotate(
        sort_of_row=Value("claim", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(Window(Count("pk")), text), said_words=Cast("person__name", text),
        at=Cast("submitted_at", DateTimeField()),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]]


def sorted_out(rows, *, now):
    """The first few, each with whether it is late, and how many more there are."""
    found = [row for row in rows if row["row"] == "claim"]
    if not found:
        return {}
    today, within = timezone.localdate(now), RecognitionRules.current().pay_within
    few = [{**row, "late": working_days_after(timezone.localdate(row["at"]), within) < today} for row in found]
    return {"few": few, "more": int(found[0]["name"]) - len(found)}
