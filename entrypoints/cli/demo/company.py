"""The company: its places, trades, qualifications, teams and contracts."""

from __future__ import annotations

from collections.abc import Mapping

from planning_core import Contract

PARIS, LONDON = "Europe/Paris", "Europe/London"

SITES: Mapping[str, tuple[str, str]] = {
    "NEF": ("Grande Nef, Paris", PARIS),
    "BAS": ("Pavillon des Bassins, Paris", PARIS),
    "LYO": ("Halle des Confluents, Lyon", PARIS),
    "MRS": ("Théâtre du Vieux Quai, Marseille", PARIS),
    "LON": ("Lantern Wharf, London", LONDON),
}
"""Name and time zone by code."""

SKILLS: Mapping[str, tuple[str, bool]] = {
    "SEC": ("Carte professionnelle de sécurité", True),
    "SST": ("Sauveteur secouriste du travail", True),
    "ELEC": ("Habilitation électrique", True),
    "HAUT": ("Travail en hauteur", True),
    "CACES": ("CACES chariots élévateurs", True),
    "HYG": ("Hygiène alimentaire", True),
    "SON": ("Mixage façade", False),
    "LUM": ("Pupitre lumière", False),
    "EN": ("Anglais courant", False),
    "CHEF": ("Encadrement d'équipe", False),
}
"""Name by code, and whether it has to be renewed."""

ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ACC": ("Accueil", ()),
    "SEC": ("Agent de sécurité", ("SEC",)),
    "REG": ("Régisseur", ("ELEC", "CHEF")),
    "SON": ("Technicien son", ("ELEC", "SON")),
    "LUM": ("Technicien lumière", ("ELEC", "LUM", "HAUT")),
    "MAC": ("Machiniste", ("HAUT",)),
    "CAR": ("Cariste", ("CACES",)),
    "BAR": ("Barman", ("HYG",)),
    "SST": ("Secouriste", ("SST",)),
}
"""Name by code, and the skills that the role takes."""

TEAMS: Mapping[str, tuple[str, str]] = {
    "ACCUEIL": ("Accueil", "#2a6fdb"),
    "TECH": ("Technique", "#7a4bc2"),
    "SURETE": ("Sûreté et secours", "#c0392b"),
    "BAR": ("Bars et restauration", "#c77700"),
    "LOGI": ("Logistique", "#2e7d4f"),
    "UK": ("London crew", "#00798c"),
}
"""Name and colour by code."""

CONTRACTS: Mapping[str, Contract] = {
    "35h": Contract(
        weekly_minutes=2_100,
        max_weekly_minutes=2_640,
        max_consecutive_days=6,
        max_weekends=3,
        max_shifts_per_day=1,
    ),
    "24h": Contract(weekly_minutes=1_440, max_weekly_minutes=1_920, max_weekends=3, max_shifts_per_day=1),
    "extra": Contract(max_weekly_minutes=2_400, max_consecutive_days=5, max_shifts_per_day=1),
    "étudiant": Contract(weekly_minutes=1_200, max_weekly_minutes=1_500, max_daily_minutes=540),
}
"""Full time, part time, casual and student contracts, in minutes."""

WEEK_TARGETS: Mapping[str, int] = {"35h": 2_100, "24h": 1_440, "extra": 1_500, "étudiant": 1_080}
"""How many minutes a week a planner aims at for each contract."""
