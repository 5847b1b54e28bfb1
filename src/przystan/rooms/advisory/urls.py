"""Addresses of advisory, under /office/advisory/; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.advisory.views import (
    card,
    cards,
    eligibility,
    followups,
    notes,
    specialists,
    voices,
)

app_name = "advisory"
urlpatterns = [
    path("", cards.advisory_list, name="list"),
    path("cards/<int:card_id>/", card.card, name="card"),
    path("cards/<int:card_id>/sign/", cards.sign, name="sign"),
    path("cards/<int:card_id>/pad/", eligibility.pad, name="pad"),
    path("cards/<int:card_id>/documents/", eligibility.add_document, name="add_document"),
    path("cards/<int:card_id>/check/", eligibility.check, name="check"),
    path("cards/<int:card_id>/follow-up/", followups.add_followup, name="add_followup"),
    path("cards/<int:card_id>/referral/", followups.add_referral, name="add_referral"),
    path("cards/<int:card_id>/survey/", voices.invite, name="invite"),
    path("visits/<int:visit_id>/services/", cards.add_service, name="add_service"),
    path("visits/<int:visit_id>/close/", cards.close_visit, name="close_visit"),
    path("services/<int:service_id>/remove/", cards.remove_service, name="remove_service"),
    path("services/<int:service_id>/sealed/", notes.sealed_notes, name="sealed_notes"),
    path("services/<int:service_id>/legal/", notes.legal_notes, name="legal_notes"),
    path("sealed/<int:note_id>/", notes.open_note, name="open_note"),
    path("keys/", notes.keys, name="keys"),
    path("keys/reseal/", notes.reseal, name="reseal"),
    path("keys/<int:key_id>/vouch/", notes.vouch, name="vouch"),
    path("keys/<int:key_id>/retire/", notes.retire_key, name="retire_key"),
    path("rules/", eligibility.rules, name="rules"),
    path("rules/add/", eligibility.add_rule, name="add_rule"),
    path("calendar/", specialists.calendar, name="calendar"),
    path("calendar/free/", specialists.free, name="free"),
    path("calendar/book/<int:specialist_id>/", specialists.book, name="book"),
    path("calendar/bookings/<int:booking_id>/cancel/", specialists.cancel_booking,
         name="cancel_booking"),
    path("calendar/duty/", specialists.add_duty, name="add_duty"),
    path("calendar/duty/<int:duty_id>/remove/", specialists.remove_duty, name="remove_duty"),
    path("follow-ups/", followups.followups, name="followups"),
    path("follow-ups/<int:followup_id>/", followups.followup, name="followup"),
    path("follow-ups/<int:followup_id>/reopen/", followups.reopen_followup,
         name="reopen_followup"),
    path("referrals/", followups.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", followups.referral, name="referral"),
    path("complaints/", voices.complaints, name="complaints"),
    path("complaints/<int:complaint_id>/", voices.complaint, name="complaint"),
    path("survey/", voices.results, name="survey_results"),
]
public_urlpatterns = [
    path("opinion/<slug:code>/", voices.survey, name="survey"),
    path("complaint/", voices.complain, name="complain"),
]
