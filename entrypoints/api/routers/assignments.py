"""Assignments: status, lock, override."""

from contracts.assignments import AssignmentAnswer, AssignmentIn, AssignmentPage
from entrypoints.api.crud import Noun, crud_router

routes = crud_router(
    Noun(
        kind="assignment",
        path="/assignments",
        body=AssignmentIn,
        answer=AssignmentAnswer,
        page=AssignmentPage,
        one="an assignment",
        many="assignments",
    )
)
