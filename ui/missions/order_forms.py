"""The two forms of the order of a mission: by which list it goes, and as what somebody takes part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import PostChoice
from app.domains.missions.protocol.rules import check_order, check_standing
from app.domains.missions.protocol.vocabulary import ALPHABETS, CAPACITIES
from app.domains.people.vocabulary import PERSON
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.translated import Multilingual, lazy
from ui.kit.language import spoken


def order_form(lists: Sequence[tuple[str, Multilingual]], usual: str) -> Form[OrderDraft]:
    """Make the form of the order of a mission: codes and names of the *lists*, and the code of the usual one."""
    usual_one = Choice("", lazy("the usual list ({code})", code=usual))
    choices = tuple(Choice(code, lazy("{code}: {name}", code=code, name=name)) for code, name in lists)
    return Form(
        OrderDraft,
        (
            Field("profile", lazy("List of precedence"), FieldKind.CHOICE, choices=(usual_one, *choices)),
            Field("day", lazy("Posts held on"), FieldKind.DATE, help=lazy("Empty is the first day of the mission.")),
            Field("alphabet", lazy("Alphabet of the States"), FieldKind.CHOICE, choices=ALPHABETS),
            Field(
                "host_cedes",
                lazy("The host gives the first place to the guest of honour"),
                FieldKind.YES_NO,
                help=lazy("The host is second then."),
            ),
        ),
        check_order,
    )


def standing_form(person: str, posts: Sequence[PostChoice]) -> Form[StandingDraft]:
    """Make the form that says as what *person*, who has these *posts*, takes part."""
    highest = Choice("", lazy("the highest one held on the day"))
    choices = tuple(Choice(post.id, lazy("{post}", post=_post_text(post))) for post in posts)
    return Form(
        StandingDraft,
        (
            Field(
                "post_id",
                lazy("Post that counts here"),
                FieldKind.CHOICE,
                choices=(highest, *choices),
                help=lazy("Of several posts, the one that has to do with the event."),
            ),
            Field("capacity", lazy("Takes part"), FieldKind.CHOICE, required=True, choices=CAPACITIES),
            Field(
                "other_person_id",
                lazy("Of whom"),
                FieldKind.RECORD,
                record=PERSON,
                help=lazy("Who is represented, or whose partner this person is; that person need not be there."),
            ),
            Field("remark", lazy("Remark"), limit=300),
        ),
        partial(check_standing, person=person),
    )


def _post_text(post: PostChoice) -> str:
    text = spoken.wording.text
    named = ", ".join(part for part in (text(post.title), text(post.organisation)) if part)
    return named if post.held else spoken.wording.say(lazy("{post} (not held on the day)", post=named))
