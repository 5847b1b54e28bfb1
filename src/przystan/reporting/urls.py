"""The staff's report and figures."""

from django.urls import path

from przystan.reporting.views import catalogue, explore, figures, keys, money, published, reports

app_name = "reporting"
urlpatterns = [
    path("", figures.report, name="report"),
    path("kind/<str:kind>/", figures.report_kind, name="kind"),
    path("file/<str:kind>.<str:ending>", figures.report_file, name="file"),
    path("figures/", catalogue.figures, name="figures"),
    path("indicators/", catalogue.indicators, name="indicators"),
    path("indicators/objective/", catalogue.objective, name="objective"),
    path("indicators/<str:programme>/<str:code>/", catalogue.indicator, name="indicator"),
    path("text/<str:kind>/<str:language>/", reports.narrative, name="narrative"),
    path("sent/", reports.schedules, name="schedules"),
    path("sent/<int:schedule_id>/stop/", reports.stop_schedule, name="stop_schedule"),
    path("sent/<int:message_id>/file/", reports.sent_file, name="sent_file"),
    path("explore/", explore.explore, name="explore"),
    path("explore/file.<str:ending>", explore.explore_file, name="explore_file"),
    path("explore/keep/", explore.save_view, name="save_view"),
    path("explore/<int:view_id>/drop/", explore.drop_view, name="drop_view"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("costs/", money.unit_costs, name="unit_costs"),
    path("figures/<str:code>/", figures.figure, name="figure"),
    path("published/", published.publications, name="publications"),
    path("published/propose/", published.propose, name="propose"),
    path("published/<int:publication_id>/", published.publication, name="publication"),
    path("published/<int:publication_id>/decide/", published.decide, name="decide"),
]
