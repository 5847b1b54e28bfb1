"""Addresses of cases."""

from django.urls import path

from przystan.rooms.cases.views import cases as views
from przystan.rooms.cases.views import catalogue, clock, evidence, post, proceedings, work

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", views.open_case, name="open"),
    path("mine/", work.my_work, name="mine"),
    path("allocation/", work.allocation, name="allocation"),
    path("allocation/give/", work.allocate, name="allocate"),
    path("reviews/", work.reviews, name="reviews"),
    path("flow/", work.flow, name="flow"),
    path("letters/", post.letters, name="letters"),
    path("letters/texts/", catalogue.templates, name="templates"),
    path("letters/texts/<slug:kind>/", catalogue.template, name="template"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/file/", catalogue.export, name="catalogue-export"),
    path("catalogue/<slug:code>/", catalogue.case_type, name="type"),
    path("catalogue/<slug:code>/edit/", catalogue.edit_type, name="type-edit"),
    path("next/", clock.next_to_run_out, name="next"),
    path("law/", clock.law, name="law"),
    path("law/<slug:code>/", clock.change_rule, name="law-rule"),
    path("law/<slug:code>/<int:version>/", clock.rule_change, name="law-change"),
    path("<int:case_id>/clock/", clock.case_clock, name="clock"),
    path("<int:case_id>/clock/<int:event_id>/strike/", clock.strike, name="clock-strike"),
    path("<int:case_id>/", views.case, name="case"),
    path("<int:case_id>/papers/", proceedings.papers, name="papers"),
    path("<int:case_id>/papers/<int:letter_id>/", proceedings.letter, name="letter"),
    path("<int:case_id>/parties/", proceedings.parties, name="parties"),
    path("<int:case_id>/evidence/", evidence.evidence, name="evidence"),
    path("<int:case_id>/decision/", proceedings.decision, name="decision"),
    path("<int:case_id>/fees/", proceedings.fees, name="fees"),
    path("<int:case_id>/advance/", views.advance, name="advance"),
    path("<int:case_id>/status-code/", views.issue_code, name="issue_code"),
    path("<int:case_id>/status-code/withdraw/", views.withdraw_code, name="withdraw_code"),
]
