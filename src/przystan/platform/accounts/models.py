"""Users, the roles granted to them, and break-glass access."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from przystan.platform.accounts.types import Role
from przystan.platform.transactions.public import fetch_rows


class UserManager(BaseUserManager["User"]):
    """Finds users by username without regard to case."""

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """Fetch one user; by the key alone, as every request does, with a statement made before.

        Django builds it anew each time, which took four times as long as to ask.
        """
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        names, statement = self._by_key
        rows = fetch_rows(statement, [kwargs["pk"]])
        if not rows:
            raise User.DoesNotExist(f"no user {kwargs['pk']}")
        return User.from_db(self.db, names, rows[0])

    @cached_property
    def _by_key(self) -> tuple[list[str], str]:
        fields = User._meta.concrete_fields
        columns = ", ".join(f'"{f.column}"' for f in fields)
        return ([f.attname for f in fields],
                f"SELECT {columns} FROM {User._meta.db_table} WHERE id = %s")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """One member of staff."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="pl")
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name


class Grant(models.Model):
    """One role for one user, within a unit and a branch, or across all."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    unit = models.ForeignKey("sites.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    branch = models.ForeignKey(
        "sites.Branch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=160)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "branch"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="accounts_grant_once",
            )
        ]


class BreakGlass(models.Model):
    """A permission taken for a stated reason and a short time; the manager is told at once."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # No choices: a new permission would be a migration, and nothing is read from them.
    permission = models.CharField(max_length=40)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="accounts_break_glass_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("opened_at")),
                name="accounts_break_glass_ends",
            ),
        ]
