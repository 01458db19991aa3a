from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The ground floor: people, what they may do, how they are reached."""

    name = "members"
    verbose_name = "People"

    def ready(self):
        from members import emails, files, what_we_keep
        from members.post import backend, clock, tidying

        backend.register_kinds()
        clock.register(tidying.plan_due)
        clock.register(files.plan_due)
        emails.register_kinds()
        what_we_keep.register_all()
        self._joining()
        self._consents()
        self._desk()

    def _desk(self):
        """Lists, and the files they become."""
        from members import events, tellers
        from members.actions import exports
        from members.post import jobs
        from members.queries import finding, listing, people_list

        tellers.register_all()
        finding.register_all()
        listing.register(people_list.PEOPLE)
        jobs.register(exports.KIND, exports.make)
        events.person_erased.connect(exports.forget_everybody, dispatch_uid="members.exports_forget_the_erased")
        events.person_merged.connect(exports.forget_everybody, dispatch_uid="members.exports_forget_the_merged")

    def _consents(self):
        """What lies behind consents, and how much post somebody wants."""
        from members import digests
        from members.actions import behind
        from members.emails import copies
        from members.post import clock

        behind.register_all()
        clock.register(digests.plan_due)
        clock.register(copies.plan_due)

    def _joining(self):
        """Days that come round for a person to act on, and what of the conversation lies behind consent."""
        from members import behind_consent, keeping_in_touch
        from members.actions import conversations
        from members.models.consent import Consent
        from members.post import clock

        clock.register(keeping_in_touch.plan_due)
        behind_consent.register(
            Consent.LIVED_EXPERIENCE,
            words="what you told us about a bad day and about support, in our first conversation",
            clear=conversations.forget_behind_consent,
        )
