"""Messages, the files that go with them, and the attempts to deliver them: all append-only."""

from django.db import models


class Message(models.Model):
    """One message to one recipient."""

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=[("mail", "mail"), ("sms", "sms")])
    recipient = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    language = models.CharField(max_length=5)
    # What an address of the office must be allowed to when the message leaves; "" for others.
    needs = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class Attachment(models.Model):
    """A stored file that goes with a message, by its digest: its bytes are kept once."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["message", "sha256"], name="outbox_attachment_once_in_a_message"
            )
        ]


class Attempt(models.Model):
    """One attempt: delivered, failed for now, or failed for good."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10,
        choices=[(o, o) for o in ("delivered", "failed", "refused")],
    )
    carrier = models.CharField(max_length=60)
    reference = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=models.Q(outcome="delivered"),
                name="outbox_delivered_once",
            )
        ]
