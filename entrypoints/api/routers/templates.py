"""Shift templates."""

from contracts.templates import ShiftTemplateAnswer, ShiftTemplateIn, ShiftTemplatePage
from entrypoints.api.crud import Noun, crud_router

routes = crud_router(
    Noun(
        kind="shift_template",
        path="/shift-templates",
        body=ShiftTemplateIn,
        answer=ShiftTemplateAnswer,
        page=ShiftTemplatePage,
        one="a shift template",
        many="shift templates",
    )
)
