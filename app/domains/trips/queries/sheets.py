"""What the papers of a trip are made of, read in one go: the decision sheet, the mission order, the expense statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from app.domains.trips import chains
from app.domains.trips.alternatives import alternatives
from app.domains.trips.chains import ChainStep, Somebody, part_digest
from app.domains.trips.circular.checking import check
from app.domains.trips.decision import AskedDerogation, Chooser, Decided, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import differences
from app.domains.trips.distances import city_key
from app.domains.trips.emissions import DEFAULT_FACTORS, emissions, factor_set
from app.domains.trips.figures import estimate
from app.domains.trips.moves import APPROVED_STATES, LIVE
from app.domains.trips.queries import approving, judging
from app.domains.trips.records import MissionReport, Trip, TripDecision, TripEdition, TripTraveller
from app.domains.trips.request import Request, Traveller, digest
from app.domains.trips.vocabulary import SEE_TRIPS, Severity
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.work import Reader
