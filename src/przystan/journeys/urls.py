"""Addresses of screens that need two or more rooms, under /office/; and public ones."""

from django.urls import path

from przystan.journeys.advisory import views as advisory_views
from przystan.journeys.phone import views as phone_views
from przystan.journeys.views import (
    around_case,
    branches,
    deadlines,
    document,
    duplicates,
    hall,
    person,
    practice,
    registration,
    rights,
    self_service,
    sms,
    wanted_pages,
)
from przystan.journeys.views import colleagues as phone_colleagues

app_name = "journeys"
urlpatterns = [
    path("people/register/", registration.register, name="register"),
    path("people/register/alike/", registration.alike, name="alike"),
    path("people/duplicates/", duplicates.pair_list, name="pairs"),
    path("people/duplicates/<int:pair_id>/", duplicates.pair, name="pair"),
    path("person/<int:person_id>/", person.person, name="person"),
    path("person/<int:person_id>/visit/", person.record_visit, name="record_visit"),
    path("person/<int:person_id>/compare/", duplicates.compare, name="compare"),
    path("person/<int:person_id>/lookers/", rights.lookers, name="lookers"),
    path("person/<int:person_id>/held/", rights.held, name="held"),
    path("person/<int:person_id>/held.json", rights.held_json, name="held_json"),
    path("person/<int:person_id>/held.pdf", rights.held_pdf, name="held_pdf"),
    path("person/<int:person_id>/erase/", rights.erase, name="erase"),
    path("cases/<int:case_id>/around/", around_case.around_case, name="around_case"),
    path("documents/examinations/<int:examination_id>/person/", document.document_person,
         name="document_person"),
    path("calls/desk/", phone_views.desk, name="phone_desk"),
    path("calls/desk/colleagues/", phone_colleagues.colleagues, name="phone_colleagues"),
    path("calls/desk/confirm/", phone_views.confirm, name="confirm_caller"),
    path("calls/desk/order/", phone_views.order, name="phone_order"),
    path("calls/desk/browser/", phone_views.browser_phone, name="browser_phone"),
    path("calls/desk/call/", phone_views.call_out, name="phone_call"),
    path("calls/desk/wrap-up/", phone_views.wrap_up, name="phone_wrap_up"),
    path("calls/call-backs/", phone_views.call_backs, name="call_backs"),
    path("calls/call-backs/<int:call_back_id>/", phone_views.end_call_back, name="end_call_back"),
    path("desk/", advisory_views.desk, name="desk"),
    path("desk/alive/", advisory_views.desk_alive, name="desk_alive"),
    path("desk/<int:person_id>/", advisory_views.desk_person, name="desk_person"),
    path("hall/ticket/<int:ticket_id>/link/", hall.link_ticket, name="link_ticket"),
    path("card/<int:card_id>/print/", advisory_views.card_print, name="card_print"),
    path("knowledge/wanted/", wanted_pages.wanted_pages, name="wanted_pages"),
    path("practice/", practice.practice, name="practice"),
    path("registers/", advisory_views.registers, name="registers"),
]
# Open to everybody.
public_urlpatterns = [
    path("sms/incoming/", sms.incoming, name="sms"),
    path("offices/", branches.branches, name="branches"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("status/", self_service.status, name="status"),
    path("call-back/", self_service.call_back, name="call_back"),
]
