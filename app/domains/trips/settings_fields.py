"""How the settings of service trips are entered and listed: four screens that are opened from the page of settings."""

from __future__ import annotations

from app.domains.access.vocabulary import ACCOUNT
from app.domains.trips import settings_rules as rules
from app.domains.trips.commands import settings as commands
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.settings import Figures, Origin
from app.domains.trips.settings_rules import EndDraft, RuleSetDraft, StandInDraft, Standing
from app.domains.trips.vocabulary import ALLOWANCE, CHAIN, RULE_SET, SEE_TRIPS, SET_TRIP_RULES, STAND_IN
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen, Tone
from app.kernel.translated import lazy

STANDINGS = {
    Standing.NOW: Badge(lazy("now"), Tone.GOOD),
    Standing.TO_COME: Badge(lazy("to come"), Tone.BUSY),
    Standing.OVER: Badge(lazy("over"), Tone.FAINT),
}
RULE_SET_STANDINGS = {
    Standing.NOW: Badge(lazy("in force"), Tone.GOOD),
    Standing.TO_COME: Badge(lazy("to come"), Tone.BUSY),
    Standing.OVER: Badge(lazy("over"), Tone.FAINT),
}
ORIGINS = {
    Origin.SHIPPED: Badge(lazy("comes with the program"), Tone.NEUTRAL),
    Origin.OWN: Badge(lazy("set by the office"), Tone.BUSY),
}
CHAIN_ORIGINS = {
    Origin.SHIPPED: Badge(lazy("default"), Tone.WARNING),
    Origin.OWN: Badge(lazy("set by the office"), Tone.GOOD),
}
FIGURES = {
    Figures.DEFAULT: Badge(lazy("default"), Tone.WARNING),
    Figures.COMPARED: Badge(lazy("compared"), Tone.GOOD),
}

COPY_FORM = Form(
    RuleSetDraft,
    (
        Field(
            "in_force_from", lazy("Departures from"), FieldKind.DATE, required=True, help=lazy("The set before it ends on the day before.")
        ),
        Field("code", lazy("Code"), required=True, limit=60, help=lazy("Files name it; it cannot be changed afterwards.")),
        Field("title", lazy("Title"), FieldKind.MULTILINGUAL, required=True, limit=200),
    ),
    rules.check_copy,
)


def stand_in_form(choices: queries.StandInChoices) -> Form[StandInDraft]:
    """Make the form of a stand-in for the accounts that its user may enter."""

    def named(pairs: tuple[tuple[str, str], ...]) -> tuple[Choice, ...]:
        return tuple(Choice(account, lazy("{name}", name=name)) for account, name in pairs)

    return Form(
        StandInDraft,
        (
            Field("absent", lazy("Absent"), FieldKind.CHOICE, choices=named(choices.absent)),
            Field(
                "stand_in",
                lazy("Signs in the meantime"),
                FieldKind.CHOICE,
                choices=named(choices.stand_in),
                help=lazy("An approver; what is decided is signed for whoever is absent."),
            ),
            Field("since", lazy("First day"), FieldKind.DATE),
            Field("until", lazy("Last day"), FieldKind.DATE),
            Field("reason", lazy("Reason"), limit=300),
        ),
        rules.check_draft,
    )


END_FORM = Form(
    EndDraft,
    (
        Field(
            "day",
            lazy("Last day"),
            FieldKind.DATE,
            help=lazy("Yesterday when the absent person is back today. What was signed until then stays signed."),
        ),
    ),
    rules.check_end,
)
STAND_IN_FORM = stand_in_form(queries.StandInChoices((), ()))

RULE_SETS = Screen(
    kind=RULE_SET,
    command_name="rule-sets",
    title=lazy("Rule sets"),
    icon="document",
    permission=SEE_TRIPS,
    empty=lazy("No rule set matches."),
    in_settings=True,
    register=Register(
        ids=queries.rule_set_ids,
        rows=queries.rule_sets,
        columns=(
            Column("title", lazy("Rule set"), ColumnKind.MULTILINGUAL, stretch=True, width=16),
            Column("in_force_from", lazy("Departures from"), ColumnKind.DATE, width=17),
            Column("figures", lazy("Figures"), ColumnKind.BADGE, badges=FIGURES, width=12),
            Column("standing", lazy("Status"), ColumnKind.BADGE, badges=RULE_SET_STANDINGS, width=9),
            Column("in_force_until", lazy("until"), ColumnKind.DATE, width=17),
            Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=ORIGINS, width=22),
        ),
        remove=commands.RemoveRuleSet,
        detail=queries.rule_set_detail,
        remove_title=lazy("Remove rule set"),
        edit_permission=SET_TRIP_RULES,
    ),
)

CHAINS = Screen(
    kind=CHAIN,
    command_name="chains",
    title=lazy("Approval chains"),
    icon="list",
    permission=SEE_TRIPS,
    empty=lazy("No approval chain matches."),
    in_settings=True,
    touched_by=(RULE_SET,),
    register=Register(
        ids=queries.chain_ids,
        rows=queries.chains_of_office,
        columns=(
            Column("title", lazy("Category of traveller"), ColumnKind.LAZY, width=22, stretch=True),
            Column("origin", lazy("Origin"), ColumnKind.BADGE, badges=CHAIN_ORIGINS, width=16),
            Column("in_words", lazy("Who decides"), ColumnKind.LAZY, width=40),
        ),
        edit_permission=SET_TRIP_RULES,
    ),
)


def _removal(id: str) -> commands.RemoveAllowance:
    return commands.RemoveAllowance((id,))


ALLOWANCES = Screen(
    kind=ALLOWANCE,
    command_name="allowances",
    title=lazy("Daily allowances"),
    icon="globe",
    permission=SEE_TRIPS,
    empty=lazy(
        "No amounts are here yet: the official table does not come with the program, and an amount is never guessed. "
        "Import it as a CSV file with the columns country (two letters), city, category (1 or 2), daily amount, lodging ceiling, "
        "currency, valid from, valid to. City, ceiling and last day may stay empty."
    ),
    in_settings=True,
    register=Register(
        ids=queries.allowance_ids,
        rows=queries.allowances,
        columns=(
            Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country", width=20),
            Column("city", lazy("City"), sort_key="city", width=16, stretch=True),
            Column("category", lazy("Category"), ColumnKind.NUMBER, sort_key="category", width=9),
            Column("daily", lazy("Daily amount"), ColumnKind.NUMBER, width=14),
            Column("lodging", lazy("Lodging ceiling"), ColumnKind.NUMBER, width=15),
            Column("valid_from", lazy("Valid from"), ColumnKind.DATE, sort_key="valid_from", width=16),
            Column("valid_to", lazy("Valid to"), ColumnKind.DATE, width=16),
            Column("source", lazy("Source"), width=18),
        ),
        remove=_removal,
        detail=queries.allowance_detail,
        remove_title=lazy("Remove daily allowance"),
        edit_permission=SET_TRIP_RULES,
    ),
)

STAND_INS = Screen(
    kind=STAND_IN,
    command_name="stand-ins",
    title=lazy("Stand-ins"),
    icon="people",
    permission=SEE_TRIPS,
    empty=lazy("Nobody stands in for anybody. Enter who signs while an approver is absent, from which day until which day."),
    in_settings=True,
    touched_by=(ACCOUNT,),
    register=Register(
        ids=queries.stand_in_ids,
        rows=queries.stand_in_lines,
        columns=(
            Column("absent", lazy("Absent"), sort_key="absent", width=24, stretch=True),
            Column("stand_in", lazy("Signs in the meantime"), sort_key="stand_in", width=24, stretch=True),
            Column("since", lazy("From"), ColumnKind.DATE, sort_key="since", width=17),
            Column("until", lazy("Until"), ColumnKind.DATE, sort_key="until", width=17),
            Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=11),
            Column("reason", lazy("Reason"), width=18),
        ),
        filters=(Filter("standing", lazy("Status"), tuple(Choice(code, badge.title) for code, badge in STANDINGS.items())),),
        form=STAND_IN_FORM,
        blank=StandInDraft,
        draft=queries.stand_in_draft,
        add=commands.AddStandIn,
        edit=commands.EditStandIn,
        remove=commands.RemoveStandIn,
        detail=queries.stand_in_detail,
        add_title=lazy("Enter stand-in"),
        edit_title=lazy("Change stand-in"),
        remove_title=lazy("Remove stand-in"),
    ),
)

SCREENS = (RULE_SETS, CHAINS, ALLOWANCES, STAND_INS)

# In the history an account is told by its name.
FIELDS = {
    **STAND_IN_FORM.named(STAND_IN),
    f"{STAND_IN}.absent": Field("absent", lazy("Absent"), FieldKind.RECORD, record=ACCOUNT),
    f"{STAND_IN}.stand_in": Field("stand_in", lazy("Signs in the meantime"), FieldKind.RECORD, record=ACCOUNT),
}

TITLES = {
    STAND_IN: lazy("Stand-in"),
    RULE_SET: lazy("Rule set"),
    CHAIN: lazy("Approval chain"),
    ALLOWANCE: lazy("Daily allowance"),
    **{name: field.title for name, field in FIELDS.items()},
    f"{RULE_SET}.code": lazy("Code"),
    f"{RULE_SET}.in_force_from": lazy("Departures from"),
    f"{RULE_SET}.in_force_until": lazy("Departures until"),
    f"{RULE_SET}.content": lazy("Rules"),
    f"{CHAIN}.category": lazy("Category of traveller"),
    f"{CHAIN}.steps": lazy("Steps"),
    f"{ALLOWANCE}.country": lazy("Country"),
    f"{ALLOWANCE}.city": lazy("City"),
    f"{ALLOWANCE}.category": lazy("Category"),
    f"{ALLOWANCE}.daily": lazy("Daily amount"),
    f"{ALLOWANCE}.lodging": lazy("Lodging ceiling"),
    f"{ALLOWANCE}.currency": lazy("Currency"),
    f"{ALLOWANCE}.valid_from": lazy("Valid from"),
    f"{ALLOWANCE}.valid_to": lazy("Valid to"),
    f"{ALLOWANCE}.source": lazy("Source"),
}
