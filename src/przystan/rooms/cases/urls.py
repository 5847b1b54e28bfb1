"""Addresses of cases."""

from django.urls import path

from przystan.rooms.cases.views import cases as views
from przystan.rooms.cases.views import clock

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", views.open_case, name="open"),
    path("next/", clock.next_to_run_out, name="next"),
    path("law/", clock.law, name="law"),
    path("law/<slug:code>/", clock.change_rule, name="law-rule"),
    path("law/<slug:code>/<int:version>/", clock.rule_change, name="law-change"),
    path("<int:case_id>/clock/", clock.case_clock, name="clock"),
    path("<int:case_id>/clock/<int:event_id>/strike/", clock.strike, name="clock-strike"),
    path("<int:case_id>/", views.case, name="case"),
    path("<int:case_id>/advance/", views.advance, name="advance"),
    path("<int:case_id>/status-code/", views.issue_code, name="issue_code"),
    path("<int:case_id>/status-code/withdraw/", views.withdraw_code, name="withdraw_code"),
]
