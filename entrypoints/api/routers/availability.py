"""Availability, absences and wishes: facts, recorded whatever they break."""

from contracts.availability import AvailabilityAnswer, AvailabilityIn, AvailabilityPage
from entrypoints.api.crud import Noun, crud_router

routes = crud_router(
    Noun(
        kind="availability",
        path="/availability",
        body=AvailabilityIn,
        answer=AvailabilityAnswer,
        page=AvailabilityPage,
        one="a window of a person's time",
        many="availability",
    )
)
