"""Where an SMS gateway hands incoming messages over: signed, each once."""

from __future__ import annotations

import hashlib
import hmac
import json

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from przystan.journeys.sms import answer_sms
from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock

TOLERANCE_SECONDS = 300
LONGEST_BODY = 8192
FIELDS = {"id": 120, "from": 40, "text": 1600}


@public_page
@csrf_exempt
@require_POST
def incoming(request):
    """Take {"id", "from", "text"}, signed by X-Timestamp and X-Signature.

    The signature is HMAC-SHA256 with PRZYSTAN_SMS_INCOMING_SECRET over "TIMESTAMP.BODY", in
    hexadecimal; the timestamp (seconds since 1970) may be 5 minutes off. Answers 200 with
    {"taken": true}, false for a message that came before: never with what was found.
    """
    if not settings.SMS_INCOMING_SECRET:
        return _refuse(404, "no gateway is connected")
    if len(request.body) > LONGEST_BODY:
        return _refuse(413, "the body is too long")
    if not _is_signed(request):
        return _refuse(401, "the signature is wrong or too old")
    told = _read(request.body)
    if told is None:
        return _refuse(400, "expected id, from and text")
    taken = answer_sms(gateway=settings.SMS_GATEWAY, message_id=told["id"], number=told["from"],
                       text=told["text"], at=clock.now())
    return JsonResponse({"taken": taken})


def _is_signed(request):
    stamp = request.headers.get("X-Timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
        return False
    if abs(clock.now().timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        return False
    right = hmac.new(settings.SMS_INCOMING_SECRET.encode(), f"{stamp}.".encode() + request.body,
                     hashlib.sha256).hexdigest()
    return hmac.compare_digest(right.encode(), request.headers.get("X-Signature", "").encode())


def _read(body):
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    is_whole = all(isinstance(told.get(key), str) and len(told[key]) <= longest
                   and "\0" not in told[key] for key, longest in FIELDS.items())
    return told if is_whole and told["id"] else None


def _refuse(status, problem):
    return JsonResponse({"error": problem}, status=status)
