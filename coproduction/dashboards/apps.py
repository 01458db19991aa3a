from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """What trustees see of involvement: figures that cannot be traced to a person."""

    name = "coproduction.dashboards"
    label = "dashboards"

    def ready(self):
        from coproduction.dashboards import charts, equality, report_clock, report_queries, what_reports_keep
        from coproduction.dashboards.models import ChartPicture, PublishedEquality
        from members.personal_data import impersonal
        from members.post import abouts, clock, jobs

        jobs.register(charts.KIND, charts.draw)
        jobs.register(equality.KIND, equality.run)
        report_clock.register()
        clock.register(report_clock.plan_due)
        abouts.register("board_report", names=report_queries.names_of, page="report")
        what_reports_keep.register_all()
        impersonal(ChartPicture, "A picture of figures that are protected already; no person can be told from it.")
        impersonal(PublishedEquality, "Totals as they were published: protected, and about nobody.")
