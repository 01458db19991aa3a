from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects, and the log of what people gave."""

    name = "projects"

    def ready(self):
        from meetings.events import register_closed, what_became
        from members import behind_consent, certificates
        from members.events import person_erased, person_left
        from members.models import Consent
        from members.post import abouts, clock
        from members.queries import finding, letter_words
        from projects import (
            agreeing_letters,
            agreeing_reminders,
            asking_letters,
            assessing_letters,
            audiences,
            claim_letters,
            closings,
            emails,
            evidence_letters,
            evidence_reminders,
            loop_letters,
            old_claims,
            old_workbooks,
            personal_data,
            plan_letters,
            quarter_letters,
            receivers,
            said_back,
            said_since,
            table_letters,
            tellers,
            telling_back,
            telling_letters,
            unfinished_letters,
            waves,
        )
        from projects.actions import workbook_jobs
        from projects.events import activity_changed
        from projects.finding import projects as projects_found
        from projects.queries.asked import names_of
        from projects.queries.assessing import names_of as names_of_looks
        from projects.queries.claims import names_of as names_of_claims
        from projects.queries.evidence import names_of as names_of_evidence
        from projects.queries.given import for_the_certificate
        from projects.queries.loop import names_of as names_of_loops
        from projects.queries.plan import names_of as names_of_plans
        from projects.queries.requests import names_of as names_of_requests
        from projects.queries.telling import named_in_public

        emails.register()
        loop_letters.register()
        asking_letters.register()
        claim_letters.register()
        old_claims.register_all()
        old_workbooks.register_all()
        workbook_jobs.register_all()
        telling_letters.register()
        agreeing_letters.register()
        evidence_letters.register()
        assessing_letters.register()
        plan_letters.register()
        unfinished_letters.register()
        quarter_letters.register()
        table_letters.register()
        what_became.connect(said_since.tell, dispatch_uid="projects.said_since")
        audiences.register()
        said_back.register_all()
        letter_words.register(
            "work_invitation", template="projects/email/work_invitation", title="Invitation to a piece of work"
        )
        behind_consent.agreed_one_by_one(Consent.NAME_IN_PUBLIC, count=named_in_public)
        certificates.ask_what_was_given(for_the_certificate)
        abouts.register("opportunity", names=names_of, page="projects:opportunity", own="")
        abouts.register("request", names=names_of_requests, page="projects:request")
        abouts.register("contribution", names=names_of_loops, page="projects:said")
        abouts.register("milestone", names=telling_letters.names_of_milestones, page="projects:milestone")
        abouts.register("story", names=telling_letters.names_of_stories, page="projects:story")
        abouts.register("decision", names=agreeing_letters.names_of_decisions, page="projects:decision")
        abouts.register("agreement", names=agreeing_letters.names_of_texts, page="projects:agreement")
        clock.register(closings.plan_due, lives_on=("projects.Opportunity",))
        abouts.register("claim", names=names_of_claims, page="projects:claim")
        clock.register(agreeing_reminders.plan_due, lives_on=("projects.Decision", "projects.Agreement"))
        clock.register(telling_back.plan_due, lives_on=("projects.Told",))
        clock.register(claim_letters.plan_due, lives_on=("projects.RecognitionProfile",))
        clock.register(waves.plan_due, lives_on=("projects.Opportunity",))
        clock.register(plan_letters.plan_due, lives_on=("projects.PlanGoal",))
        clock.register(unfinished_letters.plan_due, forecast=unfinished_letters.forecast)
        clock.register(quarter_letters.plan_due, lives_on=("projects.TeamLead",))
        abouts.register("evidence", names=names_of_evidence, page="projects:evidence")
        clock.register(assessing_letters.plan_due)
        clock.register(evidence_reminders.plan_due, lives_on=("projects.Pictured",))
        abouts.register("assessment", names=names_of_looks, page="projects:look")
        abouts.register("plan", names=names_of_plans, page="projects:plan")
        abouts.register("table", names=table_letters.names_of, page="projects:table")
        abouts.register("quarter", names=quarter_letters.names_of, page="")
        register_closed.connect(receivers.write_what_the_register_says, dispatch_uid="projects.log_the_register")
        register_closed.connect(receivers.look_who_has_gone_quiet, dispatch_uid="projects.who_has_gone_quiet")
        activity_changed.connect(receivers.ask_how_it_was, dispatch_uid="projects.ask_how_it_was")
        person_left.connect(receivers.close_the_links, dispatch_uid="projects.close_the_links")
        person_erased.connect(receivers.take_their_pictures_away, dispatch_uid="projects.their_pictures")
        personal_data.register_all()
        tellers.register_all()
        finding.register("Projects", projects_found)
