"""Addresses of reception; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.reception.views import (
    booking,
    branch,
    calendar,
    counter,
    customer_pad,
    hall,
    kiosk,
    public,
    statistics,
    waiting,
)

app_name = "reception"
urlpatterns = [
    path("", hall.ticket_list, name="list"),
    path("take/", hall.take_ticket, name="take"),
    path("<int:ticket_id>/", hall.ticket, name="ticket"),
    path("<int:ticket_id>/priority/", hall.priority, name="priority"),
    path("<int:ticket_id>/holder/", hall.check_holder, name="check_holder"),
    path("counter/", counter.counter, name="counter"),
    path("counter/sit/", counter.sit_down, name="sit_down"),
    path("counter/leave/", counter.stand_up, name="stand_up"),
    path("counter/act/", counter.act, name="act"),
    path("counter/pad/pair/", customer_pad.offer, name="pad_offer"),
    path("counter/pad/ask/", customer_pad.ask, name="pad_ask"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/cancel-day/", calendar.cancel_day, name="cancel_day"),
    path("calendar/<int:booking_id>/cancel/", calendar.cancel_booking, name="cancel_booking"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("fairness/", statistics.fairness, name="fairness"),
    path("branch/", branch.branch, name="branch"),
    path("branch/hours/", branch.set_hours, name="set_hours"),
    path("branch/closures/", branch.add_closure, name="add_closure"),
    path("branch/closures/<int:closure_id>/withdraw/", branch.withdraw_closure,
         name="withdraw_closure"),
    path("branch/counters/", branch.set_counter, name="set_counter"),
    path("branch/procedures/", branch.set_procedure, name="set_procedure"),
    path("branch/booking/", branch.set_booking_rule, name="set_booking_rule"),
]
public_urlpatterns = [
    path("display/<str:branch>/", public.display, name="display"),
    path("ticket/<str:token>/", public.ticket, name="ticket"),
    path("ticket/<str:token>/ticket.pdf", public.ticket_pdf, name="ticket_pdf"),
    path("kiosk/", kiosk.choose_hall, name="halls"),
    path("kiosk/<str:branch>/", kiosk.kiosk, name="kiosk"),
    path("kiosk/<str:branch>/ticket/<str:token>/", kiosk.kiosk_ticket, name="kiosk_ticket"),
    path("book/", booking.choose, name="book"),
    path("book/again/", booking.again, name="again"),
    path("book/<str:branch>/<str:service>/", booking.times, name="times"),
    path("book/<str:branch>/<str:service>/taken/", booking.taken, name="taken"),
    path("book/<str:branch>/<str:service>/wait/", waiting.join, name="wait"),
    path("wait/<str:token>/", waiting.waiting, name="waiting"),
    path("book/<str:branch>/<str:service>/<str:stamp>/", booking.book, name="book_time"),
    path("visit/<str:token>/", booking.visit, name="visit"),
    path("visit/<str:token>/move/", booking.move, name="move"),
    path("pad/", customer_pad.pad, name="pad"),
    path("pad/answer/", customer_pad.answer, name="pad_answer"),
]
