"""Roles as data: a name, a sentence, permissions. Nothing else in the service decides what a role may do.

Least privilege: who records reads no statistics, who manages accounts reads no figures, and nobody outside
the municipality reads anything live.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.kit.language import Text


class Permission(StrEnum):
    """One thing that a role may be allowed to do."""

    READ_CATALOGUE = "read-catalogue"
    FILE_RECORDS = "file-records"
    FILE_RETURNS = "file-returns"
    READ_LIVE_FIGURES = "read-live-figures"
    READ_RELEASED_FIGURES = "read-released-figures"
    ENROL_DEVICES = "enrol-devices"
    LOCK_TERTIALS = "lock-tertials"
    PUBLISH_RELEASES = "publish-releases"
    MANAGE_ACCOUNTS = "manage-accounts"
    MANAGE_RESEARCH_KEYS = "manage-research-keys"
    READ_TRAIL = "read-trail"


class Role(StrEnum):
    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    RESEARCHER = "researcher"
    ADMIN = "admin"


@dataclass(frozen=True)
class RoleFacts:
    """What a role is and may do; `city` adds what it may do when it stands for the whole city."""

    name: Text
    sentence: Text
    permissions: frozenset[Permission]
    city: frozenset[Permission] = frozenset()


ROLES: dict[Role, RoleFacts] = {
    Role.ADVISER: RoleFacts(
        Text("[Adviser]", "[Adviser]"),
        Text(
            "En surfplatta som registrerar aktiviteter. Läser ingen statistik.",
            "A tablet that records activities. It reads no statistics.",
        ),
        frozenset({Permission.READ_CATALOGUE, Permission.FILE_RECORDS}),
    ),
    Role.COORDINATOR: RoleFacts(
        Text("Samordnare", "Coordinator"),
        Text(
            "Följer sin egen del av verksamheten, eller hela kommunens, och ansluter dess surfplattor.",
            "Follows their own part of the work, or all of the municipality's, and connects its tablets.",
        ),
        frozenset(
            {
                Permission.READ_CATALOGUE,
                Permission.FILE_RECORDS,  # what was left unregistered, and corrections
                Permission.FILE_RETURNS,
                Permission.READ_LIVE_FIGURES,
                Permission.READ_RELEASED_FIGURES,
                Permission.ENROL_DEVICES,
            }
        ),
        city=frozenset(
            {
                Permission.LOCK_TERTIALS,
                Permission.PUBLISH_RELEASES,
                Permission.MANAGE_RESEARCH_KEYS,
                Permission.READ_TRAIL,
            }
        ),
    ),
    Role.RESEARCHER: RoleFacts(
        Text("Forskare", "Researcher"),
        Text(
            "En nyckel som läser publicerade tabeller och ingenting annat.",
            "A key that reads published tables and nothing else.",
        ),
        frozenset({Permission.READ_CATALOGUE, Permission.READ_RELEASED_FIGURES}),
    ),
    Role.ADMIN: RoleFacts(
        Text("Administratör", "Administrator"),
        Text(
            "Sköter konton och nycklar och läser inga siffror.",
            "Manages accounts and keys and reads no figures.",
        ),
        frozenset(
            {
                Permission.READ_CATALOGUE,
                Permission.MANAGE_ACCOUNTS,
                Permission.MANAGE_RESEARCH_KEYS,
                Permission.READ_TRAIL,
            }
        ),
    ),
}


def permissions_of(role: Role, district: str | None) -> frozenset[Permission]:
    """What a role may do; `district` is None where it stands for the whole city."""
    facts = ROLES[role]
    return facts.permissions | facts.city if district is None else facts.permissions
