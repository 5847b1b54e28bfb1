"""Projects, agreements, budget lines and expenditure. Rows are appended, never edited."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from przystan.rooms.finance.types import PaymentKind, Product


class Project(models.Model):
    """One project of a fund."""

    code = models.CharField(max_length=30, unique=True)
    number = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    fund = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="finance_project_ends_after_start"
            )
        ]


class Agreement(models.Model):
    """The value and the Fund's share as signed; an amendment is a new row."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agreements")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    cofinancing = models.DecimalField(max_digits=14, decimal_places=2)
    rate = models.DecimalField(max_digits=5, decimal_places=4)
    currency = models.CharField(max_length=3)
    signed_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="finance_value_positive"),
            models.CheckConstraint(
                condition=Q(rate__gt=0, rate__lte=Decimal("0.75")),
                name="finance_rate_at_most_75_percent",
            ),
            models.CheckConstraint(
                condition=Q(cofinancing=Round(F("value") * F("rate"), precision=2)),
                name="finance_cofinancing_is_rate_of_value",
            ),
        ]


class BudgetLine(models.Model):
    """One line of an agreement's budget."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ("code", "id")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="finance_line_code_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_line_positive"),
        ]


class Expenditure(models.Model):
    """One cost; a correction is a row with the opposite amount and the same document."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="expenditure")
    line_code = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    spent_on = models.DateField()
    document_number = models.CharField(max_length=60)
    description = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("spent_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "document_number", "line_code", "amount"],
                name="finance_document_once",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="finance_amount_not_zero"),
        ]


class FundPayment(models.Model):
    """Money that came from the Fund; a repayment is negative."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid_on = models.DateField()
    document_number = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("paid_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in PaymentKind]),
                name="finance_payment_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=PaymentKind.REPAYMENT, amount__lt=0)
                | ~Q(kind=PaymentKind.REPAYMENT) & Q(amount__gt=0),
                name="finance_payment_sign"),
            models.UniqueConstraint(
                fields=["project", "document_number"], name="finance_payment_document_once"),
        ]


class Settlement(models.Model):
    """Costs of a period that the Fund accepted; what was declared may be more."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="settlements")
    number = models.CharField(max_length=40)
    period_from = models.DateField()
    period_until = models.DateField()
    declared = models.DecimalField(max_digits=14, decimal_places=2)
    accepted = models.DecimalField(max_digits=14, decimal_places=2)
    settled_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("period_from", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="finance_settlement_ends_after_start"),
            models.CheckConstraint(
                condition=Q(settled_on__gte=F("period_until")),
                name="finance_settlement_after_its_period"),
            models.CheckConstraint(
                condition=Q(accepted__gte=0, declared__gt=0, accepted__lte=F("declared")),
                name="finance_accepted_at_most_declared"),
            models.UniqueConstraint(
                fields=["project", "number"], name="finance_settlement_number_once"),
        ]


class Target(models.Model):
    """What a figure is to reach by a day; the latest recorded for the day is in force."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="targets")
    figure = models.CharField(max_length=60)
    due_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("figure", "due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__gte=0, value__gt=F("baseline")),
                name="finance_target_above_baseline"),
        ]


class CostRule(models.Model):
    """A budget line that pays for a product: the basis of unit costs."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="cost_rules")
    product = models.CharField(max_length=20)
    line_code = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("product", "line_code", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(product__in=[p.value for p in Product]),
                name="finance_product_known"),
            # A line pays for one product: else its costs would count twice.
            models.UniqueConstraint(
                fields=["project", "line_code"], name="finance_line_pays_for_one_product"),
        ]
