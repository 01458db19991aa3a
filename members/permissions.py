"""Who may do what: the whole table, in words a coordinator can read. Nothing is allowed that is not listed.

Permission follows the one role that is active in the session, never the union of a person's roles (domain 5.2).
"""

from dataclasses import dataclass, field, replace

import pghistory
from django.core.exceptions import PermissionDenied

from members.permission_names import Permission, Reach, Role, Via

TOLD = {"phone": "by phone", "person": "in person", "letter": "by letter", "email": "by email", "text": "by text"}

P, ALL, TEAM, ORGANISATION, OWN = Permission, Reach.ALL, Reach.TEAM, Reach.ORGANISATION, Reach.OWN
BODY = Reach.BODY
SORT_OF_ROLE = {  # which sort of body a role speaks for: the role decides, never a seat
    Role.MEMBER: "advisory_group",
    Role.TRUSTEE: "trustees",
    Role.BOARD: "management_board",
}

EVERYONE = dict.fromkeys(
    (
        P.ANSWER, P.TAKE_BREAK, P.ASK_TO_BE_RUNG, P.FIND, P.RECORD_CONSENT, P.SEE_PASSPORT, P.SEE_SUPPORT_PLAN,
        P.REPORT_CONCERN, P.ANSWER_EQUALITY, P.SEE_INFORMATION, P.COMPLAIN, P.OWN_MEMBERSHIP, P.KEEP_INTERESTS,
        P.SEE_RECOGNITION, P.CLAIM, P.TELL_STORY, P.TAKE_POSITION, P.LEAD_TOGETHER, P.ASK_AT_TABLE,
    ),
    OWN,
)  # fmt: skip

# questions between bodies, the Network's meetings, other groups: whoever runs them, and whoever speaks for one body
BETWEEN_ALL = dict.fromkeys(
    (
        P.SEE_QUESTIONS,
        P.ASK_A_BODY,
        P.ANSWER_QUESTION,
        P.KEEP_NETWORK,
        P.BRING_TO_THE_NETWORK,
        P.SEE_GROUPS,
        P.KEEP_GROUPS,
    ),
    ALL,
)
# texts that are agreed on, and the register of decisions: open within the charity; the Network's for partners
AGREEING = dict.fromkeys((P.SEE_AGREEMENTS, P.COMMENT_ON_TEXT), ALL)
FOR_ONE_BODY = {P.SEE_QUESTIONS: ALL, P.ASK_A_BODY: BODY, P.ANSWER_QUESTION: BODY, P.SEE_GROUPS: ALL}

# money: nobody but whoever runs the group and whoever pays
MONEY = dict.fromkeys((P.KEEP_RATES, P.SEE_RECOGNITION, P.CLAIM_FOR, P.APPROVE_CLAIM), ALL)

GRANTS: dict[Role, dict[Permission, Reach]] = {
    Role.COORDINATOR: {
        **dict.fromkeys(
            (P.SEE_PEOPLE, P.SEE_CONTACT, P.EDIT_PEOPLE, P.GRANT_ROLES, P.TAKE_BREAK, P.ASK_TO_BE_RUNG), ALL
        ),
        **dict.fromkeys((P.WORK_CALLS, P.SEE_POST, P.HOLD_POST, P.PLAN_MEETING, P.SEE_ANSWERS, P.ANSWER_FOR), ALL),
        **dict.fromkeys((P.KEEP_REGISTER, P.KEEP_NOTES, P.KEEP_PULSE, P.LOG), ALL),
        P.EDIT_LOG: ALL,
        P.PLAN_PROJECT: ALL,
        P.CORRECT_FIRST_STAGE: ALL,
        P.SEE_DATA_QUALITY: ALL,
        P.MARK_EXAMPLE: ALL,
        P.ANSWER_SAID: ALL,
        P.INVITE_TO_WORK: ALL,
        P.SEE_PROJECTS: ALL,
        P.SEE_DASHBOARD: ALL,
        P.SEE_TEAM_FIGURES: ALL,
        P.SEE_NETWORK: ALL,
        P.CHANGE_SETTINGS: ALL,
        P.RUN_SITE: ALL,
        P.HANDLE_BREACH: ALL,
        P.KEEP_COVER: ALL,
        P.SEE_ACCESS_LIST: ALL,
        P.RECORD_CONSENT: ALL,
        P.SEE_PASSPORT: ALL,
        P.ARRANGE_ACCESS: ALL,
        P.WRITE_TO_PEOPLE: ALL,
        P.EDIT_LETTER_WORDS: ALL,
        P.KEEP_TRAINING: ALL,
        P.CHECK_IN: ALL,
        P.SEE_EQUALITY_TOTALS: ALL,
        P.SEE_INFORMATION: ALL,
        P.ANSWER_RIGHTS: ALL,
        P.COMPLAIN: ALL,
        P.KEEP_COMPLAINTS: ALL,
        P.EXPORT_PEOPLE: ALL,
        P.IMPORT_PEOPLE: ALL,
        P.IMPORT_LOG: ALL,
        P.MERGE_PEOPLE: ALL,
        P.TAKE_ENQUIRY: ALL,
        P.OWN_MEMBERSHIP: ALL,
        P.STOP_MEMBERSHIP: ALL,
        P.PLAN_TOGETHER: ALL,
        **dict.fromkeys((P.ASK_FOR_INVOLVEMENT, P.DECIDE_REQUESTS, P.CHECK_WORK, P.KEEP_INTERESTS), ALL),
        **dict.fromkeys(
            (P.SEE_TIMELINE, P.KEEP_TIMELINE, P.TELL_STORY, P.KEEP_PLAN, P.SAY_FOR_GOAL, P.SEE_FRAMEWORKS), ALL
        ),
        **dict.fromkeys(
            (P.KEEP_ASSESSMENT, P.SCORE_OURSELVES, P.ANSWER_QUARTER, P.SEE_REPORTS, P.WRITE_REPORT, P.KEEP_KEYS), ALL
        ),
        **BETWEEN_ALL,
        **MONEY,
        **AGREEING,
        P.KEEP_AGREEMENTS: ALL,
    },
    Role.STAFF: {
        **dict.fromkeys(
            (P.SEE_PEOPLE, P.PLAN_MEETING, P.SEE_ANSWERS, P.ANSWER_FOR, P.KEEP_REGISTER, P.KEEP_NOTES), TEAM
        ),
        **dict.fromkeys((P.LOG, P.EDIT_LOG, P.PLAN_PROJECT, P.INVITE_TO_WORK, P.ARRANGE_ACCESS, P.ANSWER_SAID), TEAM),
        P.ASK_FOR_INVOLVEMENT: TEAM,
        P.SEE_TEAM_FIGURES: TEAM,
        P.SEE_PROJECTS: ALL,
        **AGREEING,
        P.KEEP_AGREEMENTS: TEAM,
        P.KEEP_TRAINING: OWN,
        **dict.fromkeys((P.SAY_FOR_GOAL, P.SCORE_OURSELVES, P.ANSWER_QUARTER), OWN),
        P.CHECK_IN: TEAM,  # those they were asked to do (`lead_id`)
        P.KEEP_COVER: OWN,
        P.TAKE_ENQUIRY: ALL,
        P.PLAN_TOGETHER: TEAM,
        **dict.fromkeys((P.ASK_A_BODY, P.ANSWER_QUESTION), TEAM),
        **dict.fromkeys((P.SEE_QUESTIONS, P.SEE_GROUPS, P.KEEP_GROUPS, P.SEE_TIMELINE, P.SEE_FRAMEWORKS), ALL),
    },
    Role.MEMBER: {
        P.SEE_PROJECTS: ALL,
        P.SEE_TIMELINE: ALL,
        **dict.fromkeys((P.SEE_REPORTS, P.WRITE_FOR_GROUP), ALL),
        **AGREEING,
        **dict.fromkeys((P.SAY_FOR_GOAL, P.SCORE_OURSELVES), OWN),
        **FOR_ONE_BODY,
        P.ANSWER_QUESTION: OWN,  # those they were asked to answer for the group
    },
    Role.TRUSTEE: {
        **dict.fromkeys(
            (P.SEE_PROJECTS, P.SEE_DASHBOARD, P.SEE_EQUALITY_TOTALS, P.SEE_TIMELINE, P.SEE_FRAMEWORKS), ALL
        ),
        **dict.fromkeys((P.SEE_REPORTS, P.APPROVE_REPORT, P.SEE_TEAM_FIGURES), ALL),
        **FOR_ONE_BODY,
        **AGREEING,
    },
    Role.BOARD: {
        P.SEE_PROJECTS: ALL,
        P.SEE_DASHBOARD: ALL,
        P.SEE_EQUALITY_TOTALS: ALL,
        P.SEE_TIMELINE: ALL,
        P.SEE_FRAMEWORKS: ALL,
        P.STOP_MEMBERSHIP: ALL,
        P.CONFIRM_LEAD: ALL,
        **dict.fromkeys((P.SEE_REPORTS, P.APPROVE_REPORT, P.SEE_TEAM_FIGURES), ALL),
        **FOR_ONE_BODY,
        **AGREEING,
    },
    Role.PARTNER: {P.SEE_NETWORK: ALL, P.PLAN_TOGETHER: OWN, **AGREEING}
    | dict.fromkeys([P.BRING_PEOPLE, P.BRING_TO_THE_NETWORK, P.TAKE_POSITION], ORGANISATION),
    Role.SAFEGUARDING: {P.SEE_CONCERNS: ALL, P.CONFIRM_LEAD: ALL},
    Role.FINANCE: {**MONEY, P.PAY_CLAIM: ALL},
    Role.TECHNICAL: {P.SEE_TECHNICAL: ALL, P.RUN_SITE: ALL},
}


@dataclass(frozen=True)
class Actor:
    """Who is asking, in which role, by which way, and for whom. `person` is a members.Person or None (the clock).

    `covers` are the ids of people who are away and whose things this person looks after today.
    """

    person: object
    role: Role | None
    via: Via = Via.BROWSER
    on_behalf_of: object = None
    team_ids: frozenset = field(default_factory=frozenset)
    organisation_ids: frozenset = field(default_factory=frozenset)
    covers: frozenset = field(default_factory=frozenset)

    @property
    def person_id(self):
        return self.person.pk if self.person is not None else None

    @property
    def looks_after(self):
        """Ids of those whose things are this person's to look after: their own, and those they cover."""
        return self.covers if self.person_id is None else self.covers | {self.person_id}

    @property
    def knows_everybody(self):
        return self.role == Role.COORDINATOR

    def at_the_desk_for(self, person):
        """The same worker, now acting in somebody's name; history keeps for whom ("by X for Y, by phone")."""
        pghistory.context(on_behalf_of=person.pk)
        return replace(self, via=Via.DESK, on_behalf_of=person)


NOBODY = Actor(person=None, role=None)
CLOCK = Actor(person=None, role=None, via=Via.CLOCK)


def by_link(person) -> Actor:
    """The holder of one person's link: may answer for that person, and nothing else."""
    return Actor(person=person, role=None, via=Via.LINK)


def _ids(place, name):
    value = getattr(place, name, None)
    return {value} if value is not None else set()


def _leads(place):
    """Whoever leads it; of a thing that is somebody's to see to within a place, both (`lead_ids`)."""
    return getattr(place, "lead_ids", None) or _ids(place, "lead_id")


def _owned_by(place, person_id):
    if place.__class__.__name__ == "Person":
        return place.pk == person_id
    return person_id is not None and getattr(place, "person_id", None) == person_id


def can(actor: Actor, permission: Permission, within=None) -> bool:
    """Whether this actor may, within this place (a person, meeting, project, letter …; None asks in general)."""
    reach = GRANTS.get(actor.role, {}).get(permission)
    if _allows(actor, reach, within):
        return True
    return _allows(actor, EVERYONE.get(permission), within)


def _allows(actor, reach, within):
    match reach:
        case None:
            return False
        case Reach.ALL:
            return True
        case Reach.OWN:
            return actor.person is not None and (within is None or _owned_by(within, actor.person_id))
        case Reach.TEAM:
            return (
                within is None
                or bool(_ids(within, "team_id") & actor.team_ids)
                or bool(_leads(within) & actor.looks_after)
            )
        case Reach.ORGANISATION:
            return within is None or bool(_ids(within, "organisation_id") & actor.organisation_ids)
        case Reach.BODY:
            return within is None or getattr(within, "body_sort", None) == SORT_OF_ROLE.get(actor.role, "")


def require(actor: Actor, permission: Permission, within=None) -> None:
    """The first line of every action. Raises PermissionDenied."""
    if not can(actor, permission, within=within):
        raise PermissionDenied(f"This role may not {permission.value}.")
