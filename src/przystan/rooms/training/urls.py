"""Addresses of training; public_urlpatterns are open to everybody."""

from django.urls import path

from przystan.rooms.training.views import certificates, mine, planned, sessions, verification

app_name = "training"
urlpatterns = [
    path("", sessions.session_list, name="list"),
    path("add/", sessions.add_session, name="add"),
    path("<int:session_id>/", sessions.session, name="session"),
    path("<int:session_id>/sheet.pdf", sessions.session_sheet, name="sheet"),
    path("planned/", planned.planned_list, name="planned_list"),
    path("planned/add/", planned.plan, name="plan"),
    path("planned/<int:planned_id>/", planned.planned, name="planned"),
    path("approvals/", planned.approvals, name="approvals"),
    path("mine/", mine.mine, name="mine"),
    path("mine/act/<str:what>/", mine.act, name="act"),
    path("tests/<str:course>/<str:kind>/", mine.sit, name="sit"),
    path("certificates/", certificates.certificate_list, name="certificates"),
    path("certificates/<str:code>/", certificates.certificate, name="certificate"),
    path("certificates/<str:code>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("attendance/<int:attendance_id>/issue/", certificates.issue, name="issue"),
    path("competences/", certificates.matrix, name="matrix"),
    path("courses/", certificates.course_list, name="courses"),
    path("courses/<str:code>/", certificates.course, name="course"),
    path("questions/<int:question_id>/retire/", certificates.retire, name="retire"),
]
public_urlpatterns = [
    path("certificates/status.json", verification.status, name="status"),
    path("certificates/<str:code>/", verification.certificate, name="certificate"),
    path("certificates/<str:code>/badge.json", verification.badge, name="badge"),
]
