"""The office's branches and units."""

from django.db import models


class Branch(models.Model):
    """One place with a door: the seat or a delegation."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=80)

    class Meta:
        ordering = ("code",)


class Unit(models.Model):
    """One unit of the department, at one branch or across all."""

    code = models.CharField(max_length=16, primary_key=True)
    name = models.CharField(max_length=120)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("code",)
