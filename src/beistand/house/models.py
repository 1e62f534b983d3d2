"""Rows of the house: brands, the addresses they answer to, teams, agents, and keys for machines."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from beistand.lib.ids import uuid7


class Brand(models.Model):
    """The wall inside one installation: customers, conversations and rights carry a brand."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    family = models.SlugField(max_length=60)
    sender_name = models.CharField(max_length=120, default="", blank=True)
    sender_address = models.EmailField(max_length=254)
    locale = models.CharField(max_length=5, default="de")
    timezone = models.CharField(max_length=60, default="Europe/Berlin")
    hue = models.PositiveSmallIntegerField(default=163)
    urgent_phone = models.CharField(max_length=40, default="", blank=True)
    postal_address = models.TextField(default="", blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class BrandDomain(models.Model):
    """A mail domain of a brand: every address below it is accepted."""

    domain = models.CharField(max_length=253, primary_key=True)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="domains")


class BrandHost(models.Model):
    """A host name under which a brand's public pages are served without its slug."""

    host = models.CharField(max_length=253, primary_key=True)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="hosts")


class Team(models.Model):
    """People who answer together for one brand."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    is_first = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "name"], name="team_name_once"),
            models.UniqueConstraint(
                fields=["brand"], condition=models.Q(is_first=True), name="one_first_team_a_brand"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agents(BaseUserManager["Agent"]):
    """How agents are made; Django asks for this class by its shape."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Agent:
        """A new agent with a hashed password (none = cannot sign in by password)."""
        agent = self.model(email=self.normalize_email(email).lower(), **fields)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent


class Agent(AbstractBaseUser):
    """A person who helps: the user of the desk. Customers are never Django users."""

    ROLES = ("agent", "lead", "admin")

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=8, default="agent")
    locale = models.CharField(max_length=5, default="de")
    theme = models.CharField(max_length=6, default="", blank=True)
    density = models.CharField(max_length=12, default="", blank=True)
    undo_seconds = models.PositiveSmallIntegerField(default=8)
    keys_on = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    teams: models.ManyToManyField[Team, Membership] = models.ManyToManyField(
        Team, through="Membership", related_name="agents"
    )
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Agents] = Agents()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["agent", "lead", "admin"]), name="agent_role"
            ),
            models.CheckConstraint(condition=models.Q(undo_seconds__lte=30), name="agent_undo"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_admin(self) -> bool:
        """May set up the house."""
        return self.role == "admin"

    @property
    def is_lead(self) -> bool:
        """May look after a team: rules, mailboxes, merges across teams."""
        return self.role in ("lead", "admin")


class Membership(models.Model):
    """An agent belongs to a team."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "team"], name="member_once")]


class Presence(models.Model):
    """Whether an agent is there now. `state`: here, pause, away; `seen_at` is the last sign of life."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True)
    state = models.CharField(max_length=6, default="here")
    seen_at = models.DateTimeField()


class ApiKey(models.Model):
    """A key for a machine. Its text is shown once; here lies only its SHA-256."""

    SCOPES = ("read", "write", "admin")

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=120)
    hash = models.BinaryField(unique=True)
    scopes = models.JSONField(default=list)
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class Snippet(models.Model):
    """A text that a team keeps ready. `{name}` stands for the customer's name."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="snippets")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    locale = models.CharField(max_length=5, default="de")
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "key", "locale"], name="snippet_once")]
