"""Writes of documents. Each takes the actor and the instant and writes one audit line."""

from przystan.rooms.documents.operations.chip import TrustRefused, import_trust
from przystan.rooms.documents.operations.desk import read_picture
from przystan.rooms.documents.operations.examinations import (
    VerdictRefused,
    add_chip,
    add_device_report,
    add_evidence,
    add_features,
    end_feature,
    give_verdict,
    link_person,
    open_examination,
    record_step,
)
from przystan.rooms.documents.operations.letters import (
    LetterNotFound,
    StackRefused,
    file_letter,
    sort_stack,
    take_stack,
)
from przystan.rooms.documents.operations.lost import LostListRefused, import_lost_list
from przystan.rooms.documents.operations.mail import (
    MAX_MAIL_BYTES,
    Collected,
    collect_mail,
    open_mail,
    take_mail,
)
from przystan.rooms.documents.operations.readings import (
    erase_person,
    export_person,
    read_document,
    record_reading,
)
from przystan.rooms.documents.operations.stations import (
    AssetRefused,
    DeviceKnown,
    add_assets,
    add_device,
    add_durability,
    issue_asset,
    move_asset,
    print_test,
    record_scan,
    set_device_state,
    withdraw_asset,
)

__all__ = [
    "MAX_MAIL_BYTES", "AssetRefused", "Collected", "DeviceKnown", "LetterNotFound",
    "LostListRefused", "StackRefused", "TrustRefused", "VerdictRefused", "add_assets", "add_chip",
    "add_device", "add_device_report", "add_durability", "add_evidence", "add_features",
    "collect_mail", "end_feature", "erase_person", "export_person", "file_letter", "give_verdict",
    "import_lost_list", "import_trust", "issue_asset", "link_person", "move_asset",
    "open_examination", "open_mail", "print_test", "read_document", "read_picture",
    "record_reading", "record_scan", "record_step", "set_device_state", "sort_stack", "take_mail",
    "take_stack", "withdraw_asset",
]
