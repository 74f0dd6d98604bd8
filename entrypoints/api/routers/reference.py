"""Reference data: sites, missions, roles, skills, teams, blackouts."""

from contracts.reference import (
    BlackoutAnswer,
    BlackoutIn,
    BlackoutPage,
    MissionAnswer,
    MissionIn,
    MissionPage,
    RoleAnswer,
    RoleIn,
    RolePage,
    SiteAnswer,
    SiteIn,
    SitePage,
    SkillAnswer,
    SkillIn,
    SkillPage,
    TeamAnswer,
    TeamIn,
    TeamPage,
)
from entrypoints.api.crud import Noun, crud_router

NOUNS = (
    Noun(
        kind="site",
        path="/sites",
        body=SiteIn,
        answer=SiteAnswer,
        page=SitePage,
        one="a site",
        many="sites",
    ),
    Noun(
        kind="mission",
        path="/missions",
        body=MissionIn,
        answer=MissionAnswer,
        page=MissionPage,
        one="a mission",
        many="missions",
    ),
    Noun(
        kind="role",
        path="/roles",
        body=RoleIn,
        answer=RoleAnswer,
        page=RolePage,
        one="a role",
        many="roles",
    ),
    Noun(
        kind="skill",
        path="/skills",
        body=SkillIn,
        answer=SkillAnswer,
        page=SkillPage,
        one="a skill",
        many="skills",
    ),
    Noun(
        kind="team",
        path="/teams",
        body=TeamIn,
        answer=TeamAnswer,
        page=TeamPage,
        one="a team",
        many="teams",
    ),
    Noun(
        kind="blackout",
        path="/blackouts",
        body=BlackoutIn,
        answer=BlackoutAnswer,
        page=BlackoutPage,
        one="a blackout",
        many="blackouts",
    ),
)

routers = tuple(crud_router(noun) for noun in NOUNS)
