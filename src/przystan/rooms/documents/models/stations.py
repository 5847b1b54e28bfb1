"""Devices of the counters and the project's assets; what happens to them is appended."""

from django.db import models
from django.db.models import Q

from przystan.rooms.documents.types import AssetAct, AssetKind, DeviceAct, DeviceKind, DeviceState


class Device(models.Model):
    """One device at a counter."""

    branch = models.CharField(max_length=2)
    counter = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    model = models.CharField(max_length=100)
    serial = models.CharField(max_length=60)
    asset_number = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("branch", "counter", "id")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in DeviceKind]),
                                   name="documents_device_kind_known"),
            models.UniqueConstraint(fields=["serial"], name="documents_device_serial"),
        ]


class DeviceEvent(models.Model):
    """A state that somebody found, or a test."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=12)
    state = models.CharField(max_length=12, blank=True)
    passed = models.BooleanField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(act__in=[a.value for a in DeviceAct]),
                                   name="documents_device_act_known"),
            models.CheckConstraint(
                condition=Q(state__in=["", *(s.value for s in DeviceState)]),
                name="documents_device_state_known"),
        ]


class DurabilityRule(models.Model):
    """How long a fund's assets are kept."""

    fund = models.CharField(max_length=60)
    years = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    is_confirmed = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("fund", "valid_from", "id")


class Asset(models.Model):
    """Something bought for a project."""

    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    project_code = models.CharField(max_length=60)
    bought_on = models.DateField()
    price = models.DecimalField(max_digits=12, decimal_places=2)
    quantity = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=160)

    class Meta:
        ordering = ("number", "id")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in AssetKind]),
                                   name="documents_asset_kind_known")]


class AssetEvent(models.Model):
    """Where an asset went, how much was used, or that it was withdrawn."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=12)
    quantity = models.PositiveIntegerField(default=0)
    place = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(act__in=[a.value for a in AssetAct]),
                                   name="documents_asset_act_known")]
