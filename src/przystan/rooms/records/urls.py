"""Addresses of records."""

from django.urls import path

from przystan.rooms.records import api
from przystan.rooms.records.views import (
    consignments,
    epcis,
    folders,
    gate,
    inventories,
    labels,
    readers,
    requests,
)

app_name = "records"
urlpatterns = [
    path("", folders.folder_list, name="list"),
    path("register/", folders.register, name="register"),
    path("places/", folders.places, name="places"),
    path("tagging/", folders.tagging, name="tagging"),
    path("requests/", requests.pull_list, name="pull-list"),
    path("requests/mine/", requests.mine, name="my-requests"),
    path("requests/<int:request_id>/step/", requests.step, name="request-step"),
    path("requests/<int:request_id>/withdraw/", requests.withdraw, name="request-withdraw"),
    path("loans/", requests.loans, name="loans"),
    path("consignments/", consignments.consignment_list, name="consignments"),
    path("consignments/<int:consignment_id>/", consignments.consignment, name="consignment"),
    path("consignments/<int:consignment_id>/act/", consignments.act, name="consignment-act"),
    path("<int:folder_id>/request/", requests.ask, name="request"),
    path("labels/", labels.label_list, name="labels"),
    path("labels/read/", labels.read, name="label-read"),
    path("labels/sheet.pdf", labels.sheet, name="label-sheet"),
    path("labels/<int:label_id>/give-up/", labels.give_up, name="label-give-up"),
    path("epcis/events", epcis.events, name="epcis"),
    path("gate/", gate.alarm_list, name="gate-alarms"),
    path("readers/", readers.reader_list, name="readers"),
    path("readers/code/", readers.make_code, name="readers-code"),
    path("readers/antenna/", readers.place_antenna, name="readers-antenna"),
    path("readers/<uuid:agent>/revoke/", readers.revoke, name="readers-revoke"),
    path("inventories/", inventories.inventory_list, name="inventories"),
    path("inventories/open/", inventories.open_inventory, name="inventory-open"),
    path("inventories/<int:inventory_id>/", inventories.inventory, name="inventory"),
    path("inventories/<int:inventory_id>/progress/", inventories.progress,
         name="inventory-progress"),
    path("inventories/<int:inventory_id>/reads/", inventories.take_reads,
         name="inventory-reads"),
    path("inventories/<int:inventory_id>/close/", inventories.close, name="inventory-close"),
    path("inventories/<int:inventory_id>/confirm/", inventories.confirm,
         name="inventory-confirm"),
    path("inventories/<int:inventory_id>/abandon/", inventories.abandon,
         name="inventory-abandon"),
    path("inventories/<int:inventory_id>/differences.csv", inventories.differences,
         name="inventory-differences"),
    path("<int:folder_id>/", folders.folder, name="folder"),
    path("<int:folder_id>/pass/", folders.pass_folder, name="pass"),
    path("<int:folder_id>/label/", labels.ask, name="label"),
    path("<int:folder_id>/remove/", folders.remove, name="remove"),
]
# What programs beside the readers call; see api.py.
device_urlpatterns = [
    path("edge/enrol/", api.enrol, name="enrol"),
    path("edge/batch/", api.batch, name="batch"),
    path("edge/gate/", api.gate_list, name="gate"),
    path("edge/alarms/", api.alarms, name="alarms"),
]
