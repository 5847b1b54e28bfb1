"""Addresses of people, under /office/people/."""

from django.urls import path

from przystan.rooms.people.views import details, rights, search

app_name = "people"
urlpatterns = [
    path("", search.person_list, name="list"),
    path("clauses/", rights.clauses, name="clauses"),
    path("clauses/publish/", rights.publish_clause, name="publish_clause"),
    path("<int:person_id>/", search.card, name="card"),
    path("<int:person_id>/edit/", details.edit, name="edit"),
    path("<int:person_id>/names/add/", details.add_name, name="add_name"),
    path("<int:person_id>/numbers/add/", details.add_number, name="add_number"),
    path("<int:person_id>/phones/add/", details.add_phone, name="add_phone"),
    path("<int:person_id>/withdraw/<slug:what>/<int:row_id>/", details.withdraw, name="withdraw"),
    path("<int:person_id>/correct/", details.correct, name="correct"),
    path("<int:person_id>/family/add/", details.add_link, name="add_link"),
    path("<int:person_id>/family/<int:link_id>/end/", details.end_link, name="end_link"),
    path("<int:person_id>/marks/add/", rights.set_flag, name="set_flag"),
    path("<int:person_id>/marks/<int:flag_id>/end/", rights.end_flag, name="end_flag"),
    path("<int:person_id>/clause/", rights.give_clause, name="give_clause"),
    path("<int:person_id>/merges/<int:merge_id>/undo/", search.undo_merge, name="undo_merge"),
]
