"""What the company works on: eleven missions and the posts that each takes every week."""

from __future__ import annotations

from collections.abc import Sequence

from entrypoints.cli.demo.specs import ALL_DAYS, Event, Post

_NEF = (
    Post("NEF-ACC-M", "Accueil Nef matin", "ACC", "123456", "07:30", 450, 30, 2),
    Post("NEF-ACC-A", "Accueil Nef après-midi", "ACC", "123456", "13:00", 420, 30, 1, 3, ("NEF-ACC-M",)),
    Post("NEF-SEC-J", "Sûreté Nef jour", "SEC", ALL_DAYS, "07:00", 600, 60, 2),
    Post("NEF-SEC-N", "Sûreté Nef nuit", "SEC", ALL_DAYS, "21:00", 570, 45, 1, None, ("NEF-SEC-J",)),
    Post("NEF-CAR", "Quai de livraison", "CAR", "12345", "06:00", 420, 20),
)
_ART = (
    Post("ART-ACC-M", "Accueil salon matin", "ACC", "234567", "09:00", 390, 30, 2),
    Post("ART-ACC-S", "Accueil salon soir", "ACC", "234567", "14:30", 360, 20, 2, 3),
    Post("ART-BAR", "Bar du salon", "BAR", "234567", "11:00", 480, 45),
    Post("ART-SST", "Poste de secours salon", "SST", "234567", "09:30", 570, 45),
)
_NUITS = (
    Post("NUI-REG", "Régie générale festival", "REG", "4567", "15:00", 600, 60),
    Post("NUI-SON", "Son festival", "SON", "4567", "16:00", 570, 45),
    Post("NUI-LUM", "Lumière festival", "LUM", "4567", "16:00", 570, 45),
    Post("NUI-MAC", "Plateau festival", "MAC", "456", "09:00", 480, 60, 2),
    Post("NUI-BAR", "Bar de nuit festival", "BAR", "4567", "17:30", 510, 30, 2, 3),
    Post("NUI-SEC", "Sûreté de nuit festival", "SEC", "4567", "18:00", 540, 30, 2, None, ("NEF-SEC-J",)),
    Post("NUI-ACC", "Accueil soir festival", "ACC", "4567", "17:00", 360, 20, 1, 3),
    Post("NUI-SST", "Secours de nuit festival", "SST", "4567", "18:00", 480, 30),
)
_CORPORATE = (
    Post("ENT-BAR", "Bar réception", "BAR", "234", "17:00", 420, 20, 2, 3),
    Post("ENT-ACC", "Accueil réception", "ACC", "234", "16:30", 390, 20, 1, None, (), ("EN",)),
    Post("ENT-REG", "Régie réception", "REG", "234", "14:00", 540, 45),
)
_POLAR = (
    Post("EXP-ACC-M", "Billetterie matin", "ACC", "234567", "09:30", 300),
    Post("EXP-ACC-A", "Billetterie après-midi", "ACC", "234567", "14:00", 300),
    Post("EXP-SEC", "Sûreté exposition", "SEC", "234567", "09:00", 570, 60),
)
_LYON = (
    Post("LYO-ACC", "Accueil Halle", "ACC", "12345", "08:30", 480, 60),
    Post("LYO-SEC-J", "Sûreté Halle jour", "SEC", ALL_DAYS, "07:30", 600, 60),
    Post("LYO-SEC-N", "Sûreté Halle nuit", "SEC", "456", "20:00", 570, 45, 1, None, ("LYO-SEC-J",)),
    Post("LYO-CAR", "Quai de la Halle", "CAR", "12345", "07:00", 450, 30),
)
_CONGRESS = (
    Post("CAR-ACC-M", "Accueil congrès matin", "ACC", "12345", "07:00", 420, 30, 2),
    Post("CAR-ACC-A", "Accueil congrès après-midi", "ACC", "12345", "12:30", 420, 30, 2, 3, ("CAR-ACC-M",)),
    Post("CAR-SON", "Sonorisation des salles", "SON", "12345", "07:30", 540, 60),
    Post("CAR-BAR", "Pauses café congrès", "BAR", "12345", "10:00", 420, 30),
    Post("CAR-SST", "Poste de secours congrès", "SST", "12345", "08:00", 600, 60),
)
_THEATRE = (
    Post("THE-REG", "Régie du théâtre", "REG", "23456", "14:00", 540, 60),
    Post("THE-SON", "Son du théâtre", "SON", "23456", "15:00", 510, 45),
    Post("THE-LUM", "Lumière du théâtre", "LUM", "23456", "15:00", 510, 45),
    Post("THE-ACC", "Placement en salle", "ACC", "23456", "18:30", 270, 0, 2, 3),
    Post("THE-BAR", "Bar du foyer", "BAR", "23456", "18:00", 330),
    Post("THE-SEC", "Sûreté du théâtre", "SEC", "23456", "17:30", 420, 20),
    Post("THE-ACC-D", "Placement matinée", "ACC", "7", "13:30", 300, 0, 2),
)
_MARKET = (
    Post("MAR-BAR", "Bar du marché", "BAR", "56", "18:00", 420, 20),
    Post("MAR-ACC", "Accueil du marché", "ACC", "56", "17:30", 420, 20),
    Post("MAR-SEC", "Sûreté du marché", "SEC", "56", "18:00", 480, 30),
)
_LONDON = (
    Post("LON-ACC", "Welcome desk", "ACC", "123456", "09:00", 480, 60, 2, None, (), ("EN",)),
    Post("LON-ACC-L", "Welcome desk, late", "ACC", "123456", "13:00", 450, 45, 1, None, (), ("EN",)),
    Post("LON-SEC", "Security, day", "SEC", ALL_DAYS, "08:00", 600, 60),
    Post("LON-BAR", "Gallery bar", "BAR", "23456", "12:00", 480, 45),
    Post("LON-SON", "Talks and sound", "SON", "23456", "10:00", 540, 60),
)


def _tour(site: str) -> tuple[Post, ...]:
    return (
        Post(f"TOU-MAC-{site}", f"Montage tournée {site}", "MAC", "567", "08:00", 540, 60, 2),
        Post(f"TOU-SON-{site}", f"Son tournée {site}", "SON", "567", "14:00", 570, 60),
        Post(f"TOU-LUM-{site}", f"Lumière tournée {site}", "LUM", "567", "14:00", 570, 60),
        Post(f"TOU-BAR-{site}", f"Bar tournée {site}", "BAR", "567", "17:00", 420, 20, 2, 3),
        Post(f"TOU-SEC-{site}", f"Sûreté tournée {site}", "SEC", "567", "17:00", 480, 30, 2),
        Post(f"TOU-ACC-{site}", f"Accueil tournée {site}", "ACC", "567", "17:30", 360, 20, 2),
        Post(
            f"TOU-DEM-{site}",
            f"Démontage tournée {site}",
            "MAC",
            "67",
            "22:30",
            420,
            30,
            2,
            None,
            (f"TOU-MAC-{site}",),
        ),
    )


EVENTS: Sequence[Event] = (
    Event("NEF", "Exploitation de la Grande Nef", "SURETE", (("NEF", _NEF),), budget_hours=2_800),
    Event("ART", "Salon des Métiers d'Art", "ACCUEIL", (("NEF", _ART),), 0, 3, 720),
    Event("NUI", "Festival Nuits Claires", "TECH", (("BAS", _NUITS),), 1, 5, 1_500),
    Event("ENT", "Réceptions d'entreprise", "BAR", (("BAS", _CORPORATE),), budget_hours=700),
    Event("EXP", "Exposition Horizons polaires", "ACCUEIL", (("BAS", _POLAR),), budget_hours=950),
    Event("LYO", "Exploitation de la Halle", "LOGI", (("LYO", _LYON),), budget_hours=1_300),
    Event("CAR", "Congrès européen de cardiologie", "ACCUEIL", (("LYO", _CONGRESS),), 3, 5, 500),
    Event("THE", "Saison du Vieux Quai", "TECH", (("MRS", _THEATRE),), budget_hours=2_200),
    Event("MAR", "Marché nocturne", "BAR", (("MRS", _MARKET),), 2, None, 260),
    Event("LON", "London Design Weeks", "UK", (("LON", _LONDON),), 1, 7, 1_500),
    Event(
        "TOU", "Tournée Ligne d'Horizon", "TECH", (("LYO", _tour("LYO")), ("MRS", _tour("MRS"))), 4, None, 900
    ),
)
"""Every mission, in the order in which it was sold."""
