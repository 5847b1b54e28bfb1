"""Messages and the attempts to deliver them, both append-only."""

from django.db import models


class Message(models.Model):
    """One message to one recipient."""

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=[("mail", "mail"), ("sms", "sms")])
    recipient = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    language = models.CharField(max_length=5)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


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
