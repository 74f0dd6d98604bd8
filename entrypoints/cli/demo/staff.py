"""The people: invented names, plausible trades. Nobody here exists."""

from __future__ import annotations

from collections.abc import Sequence

from entrypoints.cli.demo.specs import Hire

_PARIS_WELCOME = (
    Hire("Camille Aubertin", "ACCUEIL", "NEF BAS", "ACC", "35h", "EN"),
    Hire("Inès Delorme", "ACCUEIL", "NEF BAS", "ACC", "35h", "EN"),
    Hire("Yanis Berthelot", "ACCUEIL", "NEF BAS", "ACC", "35h"),
    Hire("Manon Lescure", "ACCUEIL", "NEF BAS", "ACC BAR", "35h", "EN"),
    Hire("Théo Marchandeau", "ACCUEIL", "NEF BAS", "ACC", "24h"),
    Hire("Léna Kerboul", "ACCUEIL", "NEF BAS", "ACC SST", "35h"),
    Hire("Sofia Benhaddou", "ACCUEIL", "NEF BAS", "ACC", "étudiant", "EN"),
    Hire("Hugo Pelissier", "ACCUEIL", "NEF BAS", "ACC BAR", "étudiant"),
    Hire("Chloé Vasseur", "ACCUEIL", "NEF BAS", "ACC", "étudiant", "EN"),
    Hire("Adam Traoré", "ACCUEIL", "NEF BAS", "ACC", "étudiant"),
    Hire("Jade Rousselin", "ACCUEIL", "NEF BAS", "ACC", "extra", "EN"),
    Hire("Noé Fontanel", "ACCUEIL", "NEF BAS", "ACC", "24h"),
)
_PARIS_SAFETY = (
    Hire("Karim Belkacem", "SURETE", "NEF BAS", "SEC", "35h"),
    Hire("Bruno Cazenave", "SURETE", "NEF BAS", "SEC SST", "35h"),
    Hire("Aminata Diallo", "SURETE", "NEF BAS", "SEC", "35h"),
    Hire("Sébastien Roquefeuil", "SURETE", "NEF BAS", "SEC", "35h"),
    Hire("Fatou Sarr", "SURETE", "NEF BAS", "SEC SST", "35h"),
    Hire("Julien Maurel", "SURETE", "NEF BAS", "SEC", "35h"),
    Hire("Mehdi Ouali", "SURETE", "NEF BAS", "SEC", "24h"),
    Hire("Rachel Steinmetz", "SURETE", "NEF BAS", "SEC SST", "35h"),
    Hire("Olivier Pontac", "SURETE", "NEF BAS", "SST", "24h"),
    Hire("Hélène Vauquelin", "SURETE", "NEF BAS", "SST", "extra"),
    Hire("Moussa Keïta", "SURETE", "NEF BAS", "SEC", "extra"),
)
_PARIS_TECHNICAL = (
    Hire("Aurélien Saint-Clair", "TECH", "NEF BAS", "REG SON", "35h"),
    Hire("Mathilde Ravier", "TECH", "NEF BAS", "REG LUM", "35h"),
    Hire("Baptiste Lenoir", "TECH", "NEF BAS", "SON MAC", "35h"),
    Hire("Élodie Charpentier", "TECH", "NEF BAS", "LUM MAC", "35h"),
    Hire("Gaël Trévidic", "TECH", "NEF BAS", "MAC CAR", "35h"),
    Hire("Romain Castelnau", "LOGI", "NEF BAS", "CAR MAC", "35h"),
    Hire("Salomé Grandjean", "TECH", "NEF BAS", "SON", "extra"),
)
_PARIS_BARS = (
    Hire("Nicolas Abadie", "BAR", "NEF BAS", "BAR", "35h"),
    Hire("Lucie Montferrand", "BAR", "NEF BAS", "BAR ACC", "35h", "EN"),
    Hire("Samir Haddad", "BAR", "NEF BAS", "BAR", "24h"),
    Hire("Clara Beaumont", "BAR", "NEF BAS", "BAR", "étudiant"),
    Hire("Enzo Ricci", "BAR", "NEF BAS", "BAR", "extra"),
)
_LYON = (
    Hire("Pauline Gerland", "ACCUEIL", "LYO", "ACC BAR", "35h", "EN"),
    Hire("Victor Chanut", "ACCUEIL", "LYO", "ACC BAR", "étudiant"),
    Hire("Anouk Perrache", "ACCUEIL", "LYO", "ACC SST", "24h", "EN"),
    Hire("Idriss Mansouri", "SURETE", "LYO", "SEC SST", "35h"),
    Hire("Gilles Tassin", "SURETE", "LYO", "SEC", "35h"),
    Hire("Laurence Oullins", "SURETE", "LYO", "SEC", "24h"),
    Hire("Thomas Bellecour", "LOGI", "LYO", "CAR MAC", "35h"),
    Hire("Maëlle Saône", "TECH", "LYO", "SON LUM", "35h"),
)
_MARSEILLE = (
    Hire("Marius Calvet", "TECH", "MRS", "REG LUM", "35h"),
    Hire("Océane Garibaldi", "TECH", "MRS", "REG SON", "35h"),
    Hire("Florian Estaque", "TECH", "MRS", "SON LUM", "35h"),
    Hire("Nadia Cherifi", "TECH", "MRS", "LUM MAC", "35h"),
    Hire("Lisa Roucas", "ACCUEIL", "MRS", "ACC", "24h"),
    Hire("Axel Bonneveine", "ACCUEIL", "MRS", "ACC BAR", "étudiant"),
    Hire("Margaux Prado", "ACCUEIL", "MRS", "ACC", "étudiant"),
    Hire("Rémi Vauban", "BAR", "MRS", "BAR ACC", "35h"),
    Hire("Leïla Amrani", "BAR", "MRS", "BAR", "24h"),
    Hire("Toussaint Orsini", "SURETE", "MRS", "SEC", "35h"),
    Hire("Dominique Panier", "SURETE", "MRS", "SEC SST", "24h"),
)
_LONDON = (
    Hire("Eleanor Whitcombe", "UK", "LON", "ACC", "35h", "EN"),
    Hire("Jamal Okafor", "UK", "LON", "ACC BAR", "35h", "EN"),
    Hire("Priya Raman", "UK", "LON", "ACC", "35h", "EN"),
    Hire("Oliver Tredwell", "UK", "LON", "ACC BAR", "24h", "EN"),
    Hire("Grace Adeyemi", "UK", "LON", "SEC", "35h", "EN"),
    Hire("Callum Reid", "UK", "LON", "SEC SON", "35h", "EN"),
    Hire("Freya Lindqvist", "UK", "LON", "SON BAR", "35h", "EN"),
)
_EVERYWHERE = (
    Hire("Étienne Valmont", "TECH", "", "REG SON LUM MAC", "35h", "EN"),
    Hire("Capucine Royer", "LOGI", "", "MAC CAR", "extra", "EN"),
)

PEOPLE: Sequence[Hire] = (
    *_PARIS_WELCOME,
    *_PARIS_SAFETY,
    *_PARIS_TECHNICAL,
    *_PARIS_BARS,
    *_LYON,
    *_MARSEILLE,
    *_LONDON,
    *_EVERYWHERE,
)
"""Everybody, in the order of the staff list."""
