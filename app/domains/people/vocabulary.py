"""Words of this domain: codes, titles, rights."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Choice
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_PEOPLE = Permission("people.see", lazy("see persons and organisations"))
EDIT_PEOPLE = Permission("people.edit", lazy("enter and change persons and organisations"))
EDIT_PRECEDENCE = Permission("people.precedence", lazy("change lists of precedence and the catalogue of offices"))

PERSON, ORGANISATION, POST, CONTACT_POINT = "person", "organisation", "post", "contact point"
PRECEDENCE_LIST, OFFICE, USUAL_LIST = "precedence profile", "office", "usual list"


class Gender(StrEnum):
    """How a person is addressed; unknown stays unknown, it is never guessed from a name."""

    UNKNOWN = ""
    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class ContactKind(StrEnum):
    """How somebody is reached."""

    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WEB = "web"


class OrganisationKind(StrEnum):
    """What kind of body it is; the kinds of the office's year report, and what missions meet."""

    ADMINISTRATION = "administration"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    AGENCY = "agency"
    EMBASSY = "embassy"
    CITY = "city"
    METROPOLIS = "metropolis"
    REGION = "region"
    STATE = "state"
    INTERNATIONAL = "international organisation"
    NETWORK = "network"
    COMPANY = "company"
    EDUCATION = "education"
    CULTURE = "culture"
    MEDIA = "media"
    OTHER = "other"


GENDERS = (
    Choice(Gender.UNKNOWN, lazy("not known")),
    Choice(Gender.FEMALE, lazy("female")),
    Choice(Gender.MALE, lazy("male")),
    Choice(Gender.OTHER, lazy("other")),
)
CONTACT_KINDS = (
    Choice(ContactKind.MOBILE, lazy("mobile phone")),
    Choice(ContactKind.PHONE, lazy("telephone")),
    Choice(ContactKind.EMAIL, lazy("e-mail")),
    Choice(ContactKind.ADDRESS, lazy("postal address")),
    Choice(ContactKind.WEB, lazy("web page")),
)
ORGANISATION_KINDS = (
    Choice(OrganisationKind.ADMINISTRATION, lazy("administration")),
    Choice(OrganisationKind.GOVERNMENT, lazy("government")),
    Choice(OrganisationKind.PARLIAMENT, lazy("parliament")),
    Choice(OrganisationKind.AGENCY, lazy("agency")),
    Choice(OrganisationKind.EMBASSY, lazy("embassy or consulate")),
    Choice(OrganisationKind.CITY, lazy("city")),
    Choice(OrganisationKind.METROPOLIS, lazy("metropolis")),
    Choice(OrganisationKind.REGION, lazy("region")),
    Choice(OrganisationKind.STATE, lazy("State")),
    Choice(OrganisationKind.INTERNATIONAL, lazy("international organisation")),
    Choice(OrganisationKind.NETWORK, lazy("network of cities or regions")),
    Choice(OrganisationKind.COMPANY, lazy("company")),
    Choice(OrganisationKind.EDUCATION, lazy("education and research")),
    Choice(OrganisationKind.CULTURE, lazy("culture")),
    Choice(OrganisationKind.MEDIA, lazy("press and media")),
    Choice(OrganisationKind.OTHER, lazy("other")),
)
