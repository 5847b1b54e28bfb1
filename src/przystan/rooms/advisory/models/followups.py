"""Follow-ups and referrals; each state is a row."""

from django.db import models
from django.db.models import Q

from przystan.rooms.advisory.models.visits import BeneficiaryCard, Visit, one_of
from przystan.rooms.advisory.types.followups import ReferralState


class FollowUp(models.Model):
    """Something to be done for a beneficiary by a day. An erasure empties the task."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="followups")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", null=True)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    task = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("due_on", "id")
        indexes = [models.Index(fields=["due_on", "id"], name="advisory_followup_by_day")]


class FollowUpDone(models.Model):
    """That a follow-up was done, and what came of it."""

    followup = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="done")
    done_at = models.DateTimeField()
    outcome = models.CharField(max_length=300, blank=True)
    actor_name = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)


class Referral(models.Model):
    """A beneficiary sent on to another organisation, with consent."""

    card = models.ForeignKey(BeneficiaryCard, on_delete=models.PROTECT, related_name="referrals")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", null=True)
    branch = models.ForeignKey("sites.Branch", on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300, blank=True)
    has_consent = models.BooleanField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(has_consent=True), name="advisory_referral_has_consent"
            )
        ]


class ReferralStep(models.Model):
    """One state of a referral: appended, never edited."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=160)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("referral", "place")
        constraints = [
            # Two answers given in the same second: the second one meets this place taken.
            models.UniqueConstraint(
                fields=["referral", "place"], name="advisory_referral_step_once"
            ),
            models.CheckConstraint(
                condition=one_of("state", ReferralState), name="advisory_referral_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="advisory_refusal_has_reason",
            ),
        ]
