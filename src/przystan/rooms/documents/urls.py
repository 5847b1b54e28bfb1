"""Addresses of documents, under /office/documents/."""

from django.urls import path

from przystan.rooms.documents.views import examinations, letters, lists, mail, readings, stations

app_name = "documents"
urlpatterns = [
    path("", readings.reading_list, name="list"),
    path("read/", readings.read, name="read"),
    path("examinations/", examinations.examination_list, name="examinations"),
    path("examinations/open/", examinations.open_examination, name="open"),
    path("examinations/<int:examination_id>/", examinations.examination, name="examination"),
    path("examinations/<int:examination_id>/chip/", examinations.add_chip, name="add_chip"),
    path("examinations/<int:examination_id>/device/", examinations.add_device, name="add_device"),
    path("examinations/<int:examination_id>/features/", examinations.add_features,
         name="add_features"),
    path("examinations/<int:examination_id>/step/", examinations.add_step, name="add_step"),
    path("examinations/<int:examination_id>/verdict/", examinations.give_verdict, name="verdict"),
    path("examinations/<int:examination_id>/protocol.pdf", examinations.protocol, name="protocol"),
    path("trust/", lists.trust, name="trust"),
    path("trust/import/", lists.import_trust, name="import_trust"),
    path("checklists/", lists.checklists, name="checklists"),
    path("checklists/add/", lists.add_feature, name="add_feature"),
    path("checklists/<int:feature_id>/end/", lists.end_feature, name="end_feature"),
    path("checklists/lost/", lists.import_lost, name="import_lost"),
    path("stations/", stations.stations, name="stations"),
    path("stations/add/", stations.add_device, name="add_counter_device"),
    path("stations/<int:device_id>/", stations.device, name="device"),
    path("stations/<int:device_id>/state/", stations.set_state, name="device_state"),
    path("stations/<int:device_id>/print/", stations.test_print, name="test_print"),
    path("stations/<int:device_id>/scan/", stations.test_scan, name="test_scan"),
    path("assets/", stations.assets, name="assets"),
    path("assets/add/", stations.add_asset, name="add_asset"),
    path("assets/<int:asset_id>/", stations.asset, name="asset"),
    path("assets/<int:asset_id>/act/", stations.act_on_asset, name="act_on_asset"),
    path("letters/", letters.letters, name="letters"),
    path("letters/separators/", letters.separators, name="separators"),
    path("letters/take/", letters.take_stack, name="take_stack"),
    path("letters/<int:stack_id>/", letters.stack, name="stack"),
    path("letters/<int:stack_id>/<int:letter_id>/file/", letters.file_letter,
         name="file_letter"),
    path("mail/", mail.mail_list, name="mails"),
    path("mail/<int:mail_id>/", mail.mail, name="mail"),
    path("letters/<int:stack_id>/<int:letter_id>/", letters.letter, name="letter"),
]
