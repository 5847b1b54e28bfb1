"""Mail by SMTP, through Django's own mail library."""

from __future__ import annotations

import hashlib
import smtplib

from django.core.mail import EmailMessage

from przystan.platform.outbox.ports import DeliveryFailed, Outgoing

PERMANENT_CODES = range(500, 600)


class SmtpCarrier:
    """Sends one message to one recipient; the key travels as X-Przystan-Key."""

    name = "smtp"
    is_simulator = False

    def deliver(self, message: Outgoing) -> str:
        """Send by SMTP, files as MIME parts. Raises DeliveryFailed, permanent for replies 5xx.

        A message has one Message-ID however often it is sent: a server that took it and was cut
        off before it said so recognises the repeat.
        """
        identifier = f"<{hashlib.sha256(message.key.encode()).hexdigest()[:40]}@przystan>"
        mail = EmailMessage(
            subject=message.subject, body=message.body, to=[message.recipient],
            headers={
                "Message-ID": identifier, "X-Przystan-Key": message.key,
                "Content-Language": message.language, "Auto-Submitted": "auto-generated",
            },
        )
        for file in message.files:
            mail.attach(file.name, file.content, file.media_type)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            permanent = all(code in PERMANENT_CODES for code in codes)
            raise DeliveryFailed(f"recipient refused: {codes}", permanent=permanent) from refused
        except smtplib.SMTPResponseException as refused:
            raise DeliveryFailed(
                f"server refused: {refused.smtp_code}",
                permanent=refused.smtp_code in PERMANENT_CODES,
            ) from refused
        except (OSError, smtplib.SMTPException) as failure:
            raise DeliveryFailed(type(failure).__name__, permanent=False) from failure
        return identifier
