from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    """The ground floor: people, what they may do, how they are reached."""

    name = "members"
    verbose_name = "People"

    def ready(self):
        from members import emails, files, what_we_keep
        from members.models.history import keep_whole
        from members.post import backend, clock, tidying

        post_migrate.connect(keep_whole, sender=self, dispatch_uid="members.history_stays_whole")
        backend.register_kinds()
        clock.register(tidying.plan_due)
        clock.register(files.plan_due)
        emails.register_kinds()
        what_we_keep.register_all()
        self._joining()
        self._consents()
        self._desk()
        self._rights()
        self._support()
        self._imports()
        self._writing()
        self._returned()

    def _returned(self):
        """What comes back: refused letters and reports about them."""
        from anymail.signals import tracking

        from members.post import clock, jobs, returned
        from members.views.delivery_reports import hear

        tracking.connect(hear, dispatch_uid="members.delivery_reports")
        returned.register(returned.take_reports)
        jobs.register(returned.KIND, returned.run)
        clock.register(returned.plan_due)

    def _writing(self):
        """Letters to many, and the paragraphs a charity words itself."""
        from members.post import abouts
        from members.queries import audiences, letter_words, mailings

        audiences.register_all()
        abouts.register("mailing", names=mailings.names_of, page="members:mailing", own="")
        letter_words.register(
            "enquiry_received", template="members/email/enquiry_received", title="Answer to an enquiry"
        )
        letter_words.register(
            "thank_you_and_goodbye", template="members/email/thank_you_and_goodbye", title="Thank you and goodbye"
        )

    def _imports(self):
        """Spreadsheets of people: the check, the bringing in, the undoing."""
        from members.actions import import_jobs

        import_jobs.register_all()

    def _support(self):
        """What lies behind consents, what goes with a person, and what a new key moves."""
        from members import behind_consent, events
        from members.actions import equality, sealing, support_plans
        from members.models.consent import Consent

        behind_consent.register(Consent.LIVED_EXPERIENCE, words="your support plan", clear=support_plans.forget)
        behind_consent.register(Consent.EQUALITY, words="your answers to the equality questions", clear=equality.forget)
        sealing.register("equality answers", equality.rekey)
        for announced in (events.person_left, events.person_erased):
            announced.connect(equality.forget_who_left, dispatch_uid="members.equality_forgets")

    def _rights(self):
        """Copies of what is held, erasing, periods, and the keys of sealed fields."""
        from members import sweeps
        from members.actions import access_packs, erasing, erasure_log, sealing, second_factor
        from members.post import abouts, clock, jobs
        from members.queries.rights import names_of
        from members.sweeps import ours

        jobs.register(access_packs.KIND, access_packs.run)
        jobs.register(erasing.LOOK, erasing.run_look)
        jobs.register(erasing.ERASE, erasing.run)
        jobs.register(sweeps.KIND, sweeps.sweep)
        for planner in (access_packs.plan_due, erasure_log.plan_due, sweeps.plan_due):
            clock.register(planner)
        ours.register_all()
        sealing.register("second steps", second_factor.rekey)
        abouts.register("rights", names=names_of, page="members:rights_request", own="")

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
        clock.register(copies.plan_due, lives_on=("members.SupporterCopy",))

    def _joining(self):
        """Days that come round for a person to act on, and what of the conversation lies behind consent."""
        from members import behind_consent, keeping_in_touch
        from members.actions import conversations
        from members.models.consent import Consent
        from members.post import clock
        from members.sweeps import joining

        clock.register(keeping_in_touch.plan_due)
        joining.register_all()
        behind_consent.register(
            Consent.LIVED_EXPERIENCE,
            words="what you told us about a bad day and about support, in our first conversation",
            clear=conversations.forget_behind_consent,
        )
