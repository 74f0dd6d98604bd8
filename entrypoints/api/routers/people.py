"""Collaborators."""

from contracts.people import CollaboratorAnswer, CollaboratorIn, CollaboratorPage
from entrypoints.api.crud import Noun, crud_router

routes = crud_router(
    Noun(
        kind="collaborator",
        path="/collaborators",
        body=CollaboratorIn,
        answer=CollaboratorAnswer,
        page=CollaboratorPage,
        one="a collaborator",
        many="collaborators",
    )
)
