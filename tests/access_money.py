"""The addresses about money in the matrix of access: nobody's wish and no claim but for finance, coordinator and oneself."""

from projects.models import Claim, Rate, RecognitionOffer
from tests.factories import money

OWN_PAGES = "my_recognition claim_new"
AT_THE_DESK = "recognition_of limits_of claim_for choice_for"


def rows(*, only, SIGNED_IN, BUTTON, OPEN):
    kept, decided = only("CF"), only("CF")
    own_claim = only("CMF", missing="STBPGX")  # the claim is Rowan's
    own_change = own_claim
    return {
        **{f"projects:{page}": (SIGNED_IN, SIGNED_IN) for page in OWN_PAGES.split()},
        "projects:my_jobcentre_letter": (BUTTON, SIGNED_IN),
        "projects:my_choice": (only("M", missing="CSTBPGFX"), only("M", missing="CSTBPGFX")),
        **{f"projects:{page}": (kept, kept) for page in AT_THE_DESK.split()},
        "projects:jobcentre_letter_for": (BUTTON, kept),
        "projects:recognition_find": (kept, kept),
        "projects:rates": (kept, kept),
        "projects:expense_type_new": (kept, kept),
        "projects:expense_type": (kept, kept),
        "projects:rate_end": (BUTTON, kept),
        "projects:offer_work": (only("CS", missing="MTBPGFX"), only("CS", missing="MTBPGFX")),
        "projects:offer_activity": (only("CS", missing="MTBPGFX"), only("CS", missing="MTBPGFX")),
        "projects:claims": (decided, decided),
        "projects:claims_take_out": (only("F"), only("F")),
        "projects:claim_decide": (BUTTON, decided),
        "projects:claim": (own_claim, own_claim),
        "projects:claim_edit": (own_change, own_change),
        "projects:claim_reply": (BUTTON, own_change),
        "projects:claim_throw_away": (BUTTON, own_change),
        "projects:claim_receipt": (only("", missing="CSMTBPGFX"), BUTTON),  # it has none; nothing is posted here
        "projects:claim_cash": (only("", missing="CSMTBPGFX"), only("", missing="SMTBPGX") | {"C": "405", "F": "405"}),
        "invitation_recognition": (dict.fromkeys(OPEN, "404"), dict.fromkeys(OPEN, "404")),  # nobody has answered
    }


def _offer(things):
    """What was offered for their activity, in which their person took part."""
    money.payments_on()
    found = RecognitionOffer.objects.filter(activity=things.activity).first()
    return found or money.offer(things.activity)


def _claim(things):
    money.payments_on()
    return Claim.objects.filter(person=things.person).first() or money.claim(things.person)


def _rate(things):
    money.payments_on()
    words = {"scheme": "Our own", "band": f"An hour of {things.team}", "valid_from": "2026-01-01"}
    return Rate.objects.get_or_create(**words, defaults={"amount": 10})[0]


def _of(kind):
    def args(things):
        money.payments_on()
        return [getattr(things, kind).pk]

    return args


def _none(things):
    money.payments_on()
    return []


def _link(things):
    money.payments_on()
    return [things.work_token]


CLAIM = "claim claim_edit claim_decide claim_reply claim_throw_away claim_receipt claim_cash"
PERSON = "recognition_of limits_of claim_for jobcentre_letter_for"
NOTHING = "my_recognition my_jobcentre_letter claim_new recognition_find rates expense_type_new claims claims_take_out"
ABOUT = {
    **{f"projects:{name}": lambda things: [_claim(things).pk] for name in CLAIM.split()},
    **{f"projects:{name}": _of("person") for name in PERSON.split()},
    **{f"projects:{name}": _none for name in NOTHING.split()},
    "projects:my_choice": lambda things: [_offer(things).pk],
    "projects:choice_for": lambda things: [things.person.pk, _offer(things).pk],
    "projects:offer_work": _of("opportunity"),
    "projects:offer_activity": _of("activity"),
    "projects:rate_end": lambda things: [_rate(things).pk],
    "projects:expense_type": lambda things: [money.cost().pk] if not money.payments_on() else [],
    "invitation_recognition": _link,
}
