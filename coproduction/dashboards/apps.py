from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """What trustees see of involvement: figures that cannot be traced to a person."""

    name = "coproduction.dashboards"
    label = "dashboards"

    def ready(self):
        from coproduction.dashboards import (
            cells,
            charts,
            equality,
            report_clock,
            report_copies,
            report_counting,
            report_queries,
            what_cells_keep,
            what_keys_keep,
            what_reports_keep,
        )
        from coproduction.dashboards.models import ChartPicture, FeltOfYear, PublishedEquality
        from members.events import person_erased, person_merged
        from members.personal_data import impersonal
        from members.post import abouts, clock, jobs
        from projects.events import activity_changed

        jobs.register(charts.KIND, charts.draw)
        jobs.register(equality.KIND, equality.run)
        report_clock.register()
        report_counting.register()
        report_copies.register()
        clock.register(report_clock.plan_due)
        abouts.register("board_report", names=report_queries.names_of, page="report")
        what_reports_keep.register_all()
        impersonal(ChartPicture, "A picture of figures that are protected already; no person can be told from it.")
        impersonal(PublishedEquality, "Totals as they were published: protected, and about nobody.")
        impersonal(FeltOfYear, "Counts of a year as they were first shown: protected, and about nobody.")
        what_cells_keep.register_all()
        what_keys_keep.register_all()
        clock.register(cells.plan_due)
        for each in (activity_changed, person_merged, person_erased):
            each.connect(cells.after_a_change, dispatch_uid="dashboards.count_what_changed")
